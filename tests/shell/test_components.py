"""Each component says what it takes and takes nothing else; every icon named is there."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.base import VariableNode
from django.template.defaulttags import ForNode, WithNode
from django.template.loader import get_template

from accounts.icons import ICONS

TEMPLATES = settings.BASE_DIR / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
OWN_NAMES = {"forloop", "LANGUAGE_CODE", "block"}


def sources() -> list[str]:
    apps = [settings.BASE_DIR / name for name in settings.CATALOGUES]
    code = [path for app in apps for path in app.rglob("*.py")]
    return [path.read_text(encoding="utf-8") for path in [*TEMPLATES.rglob("*.html"), *code]]


def declared(path: Path) -> str:
    comment = re.match(
        r"{% comment %}\n(.+)\ntakes: (.+)\n{% endcomment %}", path.read_text(encoding="utf-8")
    )
    return comment.group(2) if comment else ""


def roots(path: Path) -> set[str]:
    """The names a template reads from outside."""
    nodes = get_template(f"components/{path.name}").template.nodelist
    bound = set(OWN_NAMES)
    for loop in nodes.get_nodes_by_type(ForNode):
        bound |= set(loop.loopvars)
    for node in nodes.get_nodes_by_type(WithNode):
        bound |= set(node.extra_context)
    bound |= set(re.findall(r" as (\w+) %}", path.read_text(encoding="utf-8")))
    read = [node.filter_expression for node in nodes.get_nodes_by_type(VariableNode)]
    read += [loop.sequence for loop in nodes.get_nodes_by_type(ForNode)]
    names = {str(each.var).split(".")[0] for each in read if getattr(each.var, "lookups", None)}
    return names - bound


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_says_what_it_takes(path):
    assert declared(path)


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_takes_only_what_it_says(path):
    words = set(re.findall(r"\w+", declared(path)))

    assert roots(path) - words == set()


def test_every_icon_named_in_a_template_is_cut():
    named = {name for text in sources() for name in re.findall(r'{% icon "([\w-]+)" %}', text)}

    assert named - ICONS == set()


def test_every_icon_exists_in_the_installed_sprite():
    sprite = settings.BASE_DIR / "node_modules" / "bootstrap-icons" / "bootstrap-icons.svg"
    there = set(re.findall(r'<symbol[^>]*\bid="([^"]+)"', sprite.read_text(encoding="utf-8")))

    assert ICONS - there == set()


@pytest.mark.parametrize("path", COMPONENTS, ids=lambda path: path.stem)
def test_component_is_used(path):
    assert any(f"components/{path.name}" in text for text in sources())
