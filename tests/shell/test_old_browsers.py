"""What we ship runs on Chromium 90: scripts of 2020, style sheets of 2021."""

import re
import shutil
import subprocess

import pytest
import tinycss2
from django.conf import settings

OURS = settings.BASE_DIR / "static"
PACKAGES = settings.BASE_DIR / "node_modules"
SCRIPTS = sorted((OURS / "js").glob("*.js"))
SHEETS = sorted((OURS / "css").glob("*.css"))
TOO_NEW_FOR_SCRIPTS = r"structuredClone|\.at\(|\.toSorted\(|\.toReversed\(|\.findLast\(|Object\.hasOwn\b|\.replaceAll\(.*=>|AbortSignal\.timeout|Object\.groupBy"
TOO_NEW_FOR_SHEETS = r":has\(|@layer|color-mix\(|oklch\(|oklab\(|@container|@scope|\b\d+(dvh|svh|lvh|dvw|cqw|cqi)\b|\btext-wrap:|\baccent-color:|@starting-style|:popover-open|\bsubgrid\b"
# Third-party scripts as they are installed; class fields (2022) have been in Chromium since 72.
INSTALLED = {
    "htmx.org/dist/htmx.min.js": "2020",
    "tom-select/dist/js/tom-select.complete.min.js": "2022",
    "echarts/dist/echarts.min.js": "5",
}


def node() -> str:
    found = shutil.which("node") or shutil.which(
        "node", path=str(settings.BASE_DIR / ".venv" / "bin")
    )
    assert found, "Set-up installs Node, from the machine or from its wheel."
    return found


def parse(path, version: str, *, module: bool) -> subprocess.CompletedProcess:
    acorn = PACKAGES / "acorn" / "bin" / "acorn"
    options = [f"--ecma{version}", "--silent"] + (["--module"] if module else [])
    return subprocess.run(
        [node(), str(acorn), *options, str(path)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_is_of_2020(path):
    parsed = parse(path, "2020", module=True)

    assert parsed.stderr == ""
    assert re.findall(TOO_NEW_FOR_SCRIPTS, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(("name", "version"), INSTALLED.items())
def test_installed_script_parses(name, version):
    assert parse(PACKAGES / name, version, module=False).stderr == ""


def test_the_gate_refuses_what_is_too_new(tmp_path):
    newer = tmp_path / "newer.js"
    newer.write_text("class A { #secret = 1; }\n", encoding="utf-8")

    assert parse(newer, "2020", module=True).stderr != ""
    assert re.findall(TOO_NEW_FOR_SCRIPTS, "rows.at(-1)") == [".at("]
    assert re.findall(TOO_NEW_FOR_SHEETS, "a:has(b)") != []


def nested_rules(text: str) -> list[str]:
    """Selectors written inside another rule's block."""
    found = []
    todo = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    while todo:
        rule = todo.pop()
        if rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports"}:
            todo += tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        elif rule.type == "qualified-rule":
            found += [
                tinycss2.serialize(inner.prelude)
                for inner in tinycss2.parse_blocks_contents(
                    rule.content, skip_comments=True, skip_whitespace=True
                )
                if inner.type == "qualified-rule"
            ]
    return found


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_sheet_is_of_2021(path):
    text = path.read_text(encoding="utf-8")

    assert re.findall(TOO_NEW_FOR_SHEETS, text) == []
    assert nested_rules(text) == []


def test_a_nested_rule_is_found():
    assert nested_rules("a { color: red; b { color: blue; } }") == ["b "]


def test_no_more_than_twelve_scripts():
    assert len(SCRIPTS) <= 12
