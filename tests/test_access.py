"""Every URL and operation × every role of the cast: who gets in, and what the answer holds.

A URL without a row fails (security.md A1, A2). The table in ``tests/access`` is what an auditor
reads. Every answer, pages and refusals, headers and files alike, is also searched for canaries
(§2): ``plant`` functions put a token ``CNRY-<what>-…`` into rows and say in ``world.canaries`` which
roles may read it; nobody else may meet it anywhere.
"""

import importlib
import pkgutil
import zipfile
from collections.abc import Iterable
from io import BytesIO

import pytest
from django.db import transaction
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts.roles import Role
from tests import access
from tests.conftest import StrictClient

pytestmark = pytest.mark.django_db
# Pages of the framework that hold no data of ours.
OPEN = {"api:schema", "api:docs"}


def all_url_names(resolver=None, namespace="") -> set[str]:
    """``app:name`` of every URL pattern."""
    names = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            names |= all_url_names(pattern, inner)
        elif isinstance(pattern, URLPattern) and pattern.name:
            names.add(f"{namespace}{pattern.name}")
    return names


def _modules(package):
    for found in sorted(pkgutil.iter_modules(package.__path__), key=lambda m: m.name):
        yield importlib.import_module(f"{package.__name__}.{found.name}")


def table() -> dict[str, access.Row]:
    rows: dict[str, access.Row] = {}
    for module in _modules(access):
        rows |= module.ACCESS
    return rows


ACCESS = table()


def test_every_url_has_a_row():
    assert all_url_names() - OPEN == set(ACCESS)


def halves(names: Iterable[str]) -> list:
    """The questions in two groups, so that two workers plant the world once each."""
    return [
        pytest.param(name, marks=pytest.mark.xdist_group(f"access-{number % 2}"))
        for number, name in enumerate(names)
    ]


@pytest.mark.parametrize("name", halves(sorted(ACCESS)))
def test_access(planted, name):
    """Each role gets what the table says and nothing it may not see; nobody signed out gets in."""
    row = ACCESS[name]
    wrong = []
    for method in ("get", "post"):
        allow = getattr(row, method)
        if allow is None:
            continue
        for role in [*Role, None]:
            expected = row.anonymous if role is None else allow.expected(role)
            status, text = _answer(planted, name, row, method, role)
            who = f"{method} {role or 'anonymous'}"
            if status != expected:
                wrong.append(f"{who}: {status}, not {expected}")
            wrong += [f"{who}: shows {token}" for token in leaks(planted, role, text)]
    assert wrong == []


@pytest.mark.parametrize("role", halves(Role))
def test_no_workbook_of_a_list_tells_more_than_its_page(planted, role):
    """Each list is taken out by each role, and what is packed in the workbook is read."""
    lists = [name for name, row in ACCESS.items() if row.get and not row.args(planted)]
    taken = {
        name: _answer(
            planted, name, access.Row(data=lambda world: {"export": "xlsx"}), "post", role
        )[1]
        for name in lists
    }

    assert {name: told for name in lists if (told := leaks(planted, role, taken[name]))} == {}
    if role == Role.OFFICE_STAFF:
        assert "CNRY-item-a" in taken["rectification:ledger"]


def test_the_search_finds_a_canary_where_there_is_one(planted):
    """What one role may read would be a leak to somebody else."""
    name = "rectification:item_detail"
    text = _answer(planted, name, ACCESS[name], "get", Role.OFFICE_STAFF)[1]

    assert leaks(planted, None, text) != []
    assert leaks(planted, Role.OFFICE_STAFF, text) == []


def _answer(world, name, row, method, role) -> tuple[int, str]:
    """The answer's status and all that it says, with whatever the request changed taken back."""
    client = StrictClient(raise_request_exception=True)
    if role is not None:
        client.force_login(world.person(role))
    with transaction.atomic():
        url = reverse(name, args=row.args(world))
        data = row.data(world) if method == "post" else {}
        response = getattr(client, method)(url, data)
        text = _everything(response)
        transaction.set_rollback(True)
    return response.status_code, text


def _everything(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{dict(response.headers)} {_unpacked(body)}"


def _unpacked(body: bytes) -> str:
    """The words of an answer; of a workbook, those of the sheets packed in it."""
    if body[:2] != b"PK":
        return body.decode("utf-8", errors="replace")
    with zipfile.ZipFile(BytesIO(body)) as parts:
        return "".join(
            parts.read(each).decode("utf-8", errors="replace") for each in parts.namelist()
        )


def leaks(world, role: Role | None, text: str) -> list[str]:
    """The tokens in an answer that this role may not see."""
    if "CNRY" not in text:
        return []
    return [token for token, may in world.canaries.items() if role not in may and token in text]
