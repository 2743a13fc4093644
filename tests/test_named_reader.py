"""Whoever is named for one assignment reads that, what hangs on it, and nothing beside it."""

import pytest
from django.db import transaction
from django.urls import reverse

from inspections.models import Feedback, InspectionReport, Issue
from leads.models import Lead
from rectification.models import RectificationItem, RectificationPlan
from tests.conftest import StrictClient
from tests.test_access import ACCESS

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("leaks")]


def test_a_named_reader_reads_the_told_assignment_and_nothing_else(planted):
    """Every page of the access table, read as the person named for one assignment."""
    client = StrictClient()
    readable = sorted(name for name, row in ACCESS.items() if row.get is not None)

    with transaction.atomic():
        client.force_login(planted.named_reader)
        found = set().union(*(tokens_on(client, planted, name) for name in readable))
        transaction.set_rollback(True)

    assert found == {"CNRY-issue-out", "CNRY-feedback-out"} | found_under(planted)
    assert not Lead.objects.visible_to(planted.named_reader).exists()
    assert not InspectionReport.objects.visible_to(planted.named_reader).exists()


def tokens_on(client, world, name: str) -> set[str]:
    response = client.get(reverse(name, args=ACCESS[name].args(world)))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    text = f"{dict(response.headers)} {body.decode('utf-8', errors='replace')}"
    return {token for token in world.canaries if token in text}


def found_under(world) -> set[str]:
    """Marks of the rows that hang on the told assignment, whichever app planted them."""
    person, told = world.named_reader, world.assignment_told
    rows = [
        *Feedback.objects.visible_to(person),
        *Issue.objects.visible_to(person),
        *RectificationPlan.objects.visible_to(person).select_related("feedback"),
        *RectificationItem.objects.visible_to(person),
    ]
    wrong = [
        row
        for row in rows
        if (row.feedback if isinstance(row, RectificationPlan) else row).assignment_id != told.pk
    ]
    assert wrong == []
    texts = " ".join(str(value) for row in rows for value in row.__dict__.values())
    return {token for token in world.canaries if token in texts}
