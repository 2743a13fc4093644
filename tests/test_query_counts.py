"""What each page costs in queries, committed; a page that grows dearer has to say so here.

``WRITE_QUERY_COUNTS=1 pytest tests/test_query_counts.py`` writes the table anew. That a list costs
the same for one row and for three is proven beside each list.
"""

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Role
from tests.conftest import StrictClient
from tests.test_access import ACCESS

pytestmark = pytest.mark.django_db
TABLE = Path(__file__).parent / "query_counts.json"
# What a page may cost at most; the number of rows behind it never counts.
DEAREST = 40


def readers() -> dict[str, Role]:
    """For every page that reads, the first role that may."""
    found = {}
    for name, row in sorted(ACCESS.items()):
        roles = [role for role in Role if row.get and row.get.expected(role) == 200]
        if roles:
            found[name] = roles[0]
    return found


@pytest.fixture
def measured(planted) -> dict[str, int]:
    counts = {}
    for name, role in readers().items():
        client = StrictClient()
        client.force_login(planted.person(role))
        url = reverse(name, args=ACCESS[name].args(planted))
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(url)
        counts[name] = len(queries)
    return counts


def test_no_page_costs_more_queries_than_it_did(measured):
    if os.environ.get("WRITE_QUERY_COUNTS"):
        TABLE.write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    committed = json.loads(TABLE.read_text(encoding="utf-8"))

    dearer = {
        name: f"{count}, was {committed.get(name)}"
        for name, count in measured.items()
        if count > committed.get(name, -1)
    }

    assert dearer == {}
    assert max(measured.values()) <= DEAREST
