"""The layout holds: relations point downwards, files stay small, nothing lies unused."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
APPS = ["accounts", "deadlines", "documents", "inspections", "rectification", "leads", "overview",
        "exchange", "config"]  # fmt: skip
HEIGHT = {
    "accounts": 0, "deadlines": 1, "documents": 1, "inspections": 2, "rectification": 3,
    "leads": 3, "overview": 4, "exchange": 4, "config": 5,
}  # fmt: skip
SOURCES = sorted(
    path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts
)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_no_relation_points_up_or_sideways():
    wrong = []
    for model in apps.get_models():
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not target or field.auto_created or model._meta.app_label not in HEIGHT:
                continue
            here, there = model._meta.app_label, target._meta.app_label
            if there in HEIGHT and here != there and HEIGHT[there] >= HEIGHT[here]:
                wrong.append(f"{model.__name__}.{field.name} → {target.__name__}")
    assert wrong == []


@pytest.mark.parametrize(("paths", "cap"), [(SOURCES, 400), (TESTS, 500), (TEMPLATES, 200)])
def test_files_stay_small(paths, cap):
    long = {
        name_of(path): lines
        for path in paths
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > cap
    }
    assert long == {}


def test_functions_and_classes_stay_small():
    long = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            cap = {ast.FunctionDef: 40, ast.AsyncFunctionDef: 40, ast.ClassDef: 200}.get(type(node))
            if cap and (length := node.end_lineno - node.lineno + 1) > cap:
                long.append(f"{name_of(path)}:{node.lineno} {node.name} {length}")
    assert long == []


def test_every_app_has_a_charter():
    for app in APPS:
        assert ast.get_docstring(ast.parse((ROOT / app / "__init__.py").read_text())), app


def test_every_model_says_what_it_is():
    silent = []
    for model in apps.get_models():
        if model._meta.app_label in HEIGHT and not model._meta.auto_created:
            text = model.__doc__ or ""
            if text.startswith(f"{model.__name__}("):
                silent.append(model.__name__)
    assert silent == []


def test_every_template_is_used():
    texts = [path.read_text(encoding="utf-8") for path in [*SOURCES, *TEMPLATES]]
    known = {"400.html", "403.html", "404.html", "500.html", "409.html"}
    unused = []
    for path in TEMPLATES:
        name = path.relative_to(ROOT / "templates").as_posix()
        if name in known or name.startswith(("django/", "django_filters/")):
            continue
        if not any(f'"{name}"' in text or f"'{name}'" in text for text in texts):
            unused.append(name)
    assert [name for name in unused if not re.match(r"documents/\w+/v\d+\.html", name)] == []


def test_no_template_carries_script_or_style():
    wrong = [
        name_of(path)
        for path in TEMPLATES
        if not path.is_relative_to(ROOT / "templates" / "documents")
        and re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", path.read_text())
    ]
    assert wrong == []
