"""Canaries: what a role may not see must appear nowhere it can look (security.md §2).

``plant`` functions put a token ``CNRY-<what>-…`` into rows and say in ``world.canaries`` which
roles may read it. Here every page of the access table is read as every role, and every answer is
searched, headers included.
"""

import pytest
from django.urls import reverse

from accounts.roles import Role
from tests.conftest import StrictClient
from tests.test_access import ACCESS, plant_all

READABLE = sorted(name for name, row in ACCESS.items() if row.get is not None)


@pytest.mark.parametrize("role", list(Role))
def test_no_canary_reaches_a_role_that_may_not_see_it(world, role):
    plant_all(world)
    hidden = [token for token, readers in world.canaries.items() if role not in readers]
    client = StrictClient()
    client.force_login(world.person(role))

    leaks = []
    for name in READABLE:
        response = client.get(reverse(name, args=ACCESS[name].args(world)))
        text = _everything(response)
        leaks += [f"{name}: {token}" for token in hidden if token in text]

    assert leaks == []


def _everything(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return f"{dict(response.headers)} {body.decode('utf-8', errors='replace')}"
