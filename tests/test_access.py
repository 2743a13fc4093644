"""Every URL and operation × every role of the cast (security.md A1, A2).

A URL without a row fails. The table in ``tests/access`` is what an auditor reads.
"""

import importlib
import pkgutil

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


def halves(names: list[str]) -> list:
    """The questions in two groups, so that two workers plant the world once each."""
    return [
        pytest.param(name, marks=pytest.mark.xdist_group(f"access-{number % 2}"))
        for number, name in enumerate(names)
    ]


@pytest.mark.parametrize("name", halves(sorted(ACCESS)))
def test_access(planted, name):
    """Each role gets what the table says; nobody signed out gets in."""
    row = ACCESS[name]
    wrong = []
    for method in ("get", "post"):
        allow = getattr(row, method)
        if allow is None:
            continue
        for role in [*Role, None]:
            expected = row.anonymous if role is None else allow.expected(role)
            status = _status(planted, name, row, method, role)
            if status != expected:
                wrong.append(f"{method} {role or 'anonymous'}: {status}, not {expected}")
    assert wrong == []


def _status(world, name, row, method, role) -> int:
    """The answer's status, with whatever the request changed taken back."""
    client = StrictClient(raise_request_exception=True)
    if role is not None:
        client.force_login(world.person(role))
    with transaction.atomic():
        url = reverse(name, args=row.args(world))
        data = row.data(world) if method == "post" else {}
        status = getattr(client, method)(url, data).status_code
        transaction.set_rollback(True)
    return status
