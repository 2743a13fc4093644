"""The glossary says what the code says: every name in it exists."""

import ast
import re
from collections import defaultdict

from tests.test_structure import ROOT, SOURCES

NAME = re.compile(r"`([A-Za-z_]+(?:\.[A-Za-z_]+)?)`")


def names_in_the_code() -> tuple[set[str], dict[str, set[str]]]:
    """Every name that is defined, and what each class defines."""
    names: set[str] = set()
    members: dict[str, set[str]] = defaultdict(set)
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names |= set(defined_by(node))
            if isinstance(node, ast.ClassDef):
                members[node.name] |= {name for part in node.body for name in defined_by(part)}
    return names, members


def defined_by(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    if isinstance(node, ast.AnnAssign):
        targets = [node.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def test_every_name_of_the_glossary_exists_in_the_code():
    names, members = names_in_the_code()
    rows = [
        line.split("|")
        for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("| ")
    ]
    written = {name for row in rows for name in NAME.findall(row[2])}

    missing = sorted(
        name
        for name in written
        if (
            name.partition(".")[2] not in members[name.partition(".")[0]]
            if "." in name
            else name not in names
        )
    )
    assert len(written) > 90
    assert missing == []


def test_every_row_of_the_glossary_has_a_name_or_says_that_it_is_not_built():
    for line in (ROOT / "docs/glossary.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| ") and not line.startswith("| Chinese"):
            assert NAME.search(line.split("|")[2]) or "*not built*" in line.split("|")[2], line
