"""What is installed is what was named, pinned and checked, from wherever it comes."""

import json
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCKS = ["requirements.txt", "requirements-dev.txt", "requirements-node.txt"]


def pins(text: str) -> dict[str, list[str]]:
    """The versions a lock file pins; several where they depend on the Python."""
    found: dict[str, list[str]] = {}
    for name, version in re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE):
        found.setdefault(canonicalize_name(name), []).append(version)
    return found


@pytest.mark.parametrize(
    ("lock", "section"),
    [
        ("requirements.txt", ("project", "dependencies")),
        ("requirements-dev.txt", ("dependency-groups", "dev")),
        ("requirements-node.txt", ("dependency-groups", "node")),
    ],
)
def test_each_package_that_is_named_is_pinned_within_its_bounds(site, lock, section):
    project = tomllib.loads((site / "pyproject.toml").read_text())
    pinned = pins((site / lock).read_text())
    for name in section:
        project = project[name]

    for line in project:
        wanted = Requirement(line)
        versions = pinned.get(canonicalize_name(wanted.name), [])
        assert versions, f"{wanted.name} is not in {lock}: make lock"
        assert all(version in wanted.specifier for version in versions), line


@pytest.mark.parametrize("lock", LOCKS)
def test_each_pin_has_a_hash_and_no_address(site, lock):
    text = (site / lock).read_text()

    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert re.fullmatch(r"[\w.-]+==[^\n]+(\n    --hash=sha256:[0-9a-f]{64}[ \\]*)+", entry)
    assert "://" not in text


def test_development_and_production_pin_the_same_versions(site):
    production = pins((site / "requirements.txt").read_text())
    development = pins((site / "requirements-dev.txt").read_text())

    shared = production.keys() & development.keys()
    assert {name: development[name] for name in shared} == {
        name: production[name] for name in shared
    }


def test_front_end_packages_are_exact_and_name_no_registry(site):
    package = json.loads((site / "package.json").read_text())
    lock = json.loads((site / "package-lock.json").read_text())["packages"]

    named = package["dependencies"] | package["devDependencies"]
    assert {name: lock[f"node_modules/{name}"]["version"] for name in named} == named
    installed = {name: entry for name, entry in lock.items() if name}
    assert all("integrity" in entry for entry in installed.values())
    assert not any("resolved" in entry for entry in installed.values())


def test_each_file_that_is_served_is_there(site):
    package = json.loads((site / "package.json").read_text())

    for pattern in package["served"]:
        assert list((site / "node_modules").glob(pattern)), pattern
        assert pattern.split("/")[0] in package["dependencies"], pattern
