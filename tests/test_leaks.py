"""Canaries: what a role may not see must appear nowhere it can look (security.md §2).

``plant`` functions put a token ``CNRY-<what>-…`` into rows and say in ``world.canaries`` which
roles may read it. Here every page of the access table is read as every role, and every answer is
searched, headers included.
"""

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.roles import Role
from tests.conftest import StrictClient
from tests.test_access import ACCESS

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("leaks")]
READABLE = sorted(name for name, row in ACCESS.items() if row.get is not None)


@pytest.mark.parametrize("role", list(Role))
def test_no_canary_reaches_a_role_that_may_not_see_it(planted, role):
    hidden = [token for token, readers in planted.canaries.items() if role not in readers]
    client = StrictClient()

    with transaction.atomic():
        client.force_login(planted.person(role))
        leaks = [found for name in READABLE for found in _leaks(client, planted, name, hidden)]
        transaction.set_rollback(True)

    assert leaks == []


def _leaks(client, world, name: str, hidden: list[str]) -> list[str]:
    """The hidden tokens that one page shows."""
    text = _everything(client.get(reverse(name, args=ACCESS[name].args(world))))
    return [f"{name}: {token}" for token in hidden if token in text]


def _everything(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{dict(response.headers)} {body.decode('utf-8', errors='replace')}"
