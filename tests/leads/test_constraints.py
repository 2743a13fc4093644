"""Each constraint and trigger broken behind the model's back."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from leads.models import (
    Disposition,
    Handover,
    Lead,
    LeadAttachment,
    LeadKey,
    LeadOpening,
    LeadPerson,
    LeadSeries,
    LeadStep,
    Outcome,
    PeriodFigure,
)
from leads.services.figures import enter_figures
from leads.states import LeadState
from tests.factories import leads as make

NOW = timezone.now()
EARLY = NOW - timedelta(days=4000)


@pytest.fixture
def broken(world):
    """One lead on its whole way, and what hangs on it."""
    lead = make.lead_at(world, LeadState.CLOSED)
    make.register(world)
    make.opening(lead, world.lead_clerk)
    for group in ("市直机关", "县（区）派驻机构"):
        enter_figures(
            actor=world.discipline_case_manager, body=world.body, group=group,
            starts_on="2017-01-01", ends_on="2017-12-31", received=413, verified=306, talks=226,
            filed=20, source="年度统计",
        )  # fmt: skip
    return lead


def refused(rows, **changes) -> bool:
    try:
        with transaction.atomic():
            rows.update(**changes)
            connection.check_constraints()
    except IntegrityError:
        return True
    return False


BREAKS = {
    "lead_number_per_body": (Lead, {"number": "2026-0001"}),
    "lead_found_by_a_team_or_by_the_office": (Lead, {"origin": "office"}),
    "lead_words_are_sealed": (Lead, {"text_sealed": b""}),
    "lead_handed_over_iff_transferred": (Lead, {"state": "transferred", "transferred_at": None}),
    "lead_received_iff_received": (Lead, {"received_at": None}),
    "lead_fed_back_iff_fed_back": (Lead, {"summary_sealed": b""}),
    "lead_closed_iff_closed": (Lead, {"closed_at": None}),
    "lead_received_after_handed_over": (Lead, {"received_at": EARLY}),
    "lead_closed_after_fed_back": (Lead, {"closed_at": EARLY}),
    "lead_person_position": (LeadPerson, {"position": 1}),
    "lead_person_is_sealed": (LeadPerson, {"name_sealed": b""}),
    "lead_key_once_a_group": (LeadKey, {"group": "clerks", "compartment": "intake"}),
    "lead_key_is_wrapped": (LeadKey, {"wrapped": b""}),
    "lead_series_once": (LeadSeries, {"kind": "lead"}),
    "lead_attachment_is_sealed": (LeadAttachment, {"name_sealed": b""}),
    "handover_by_four_persons": (Handover, {"second_giver": 0}),
    "handover_received_with_receipt": (Handover, {"receipt_number": ""}),
    "disposition_is_sealed": (Disposition, {"opinion_sealed": b""}),
    "outcome_counts_persons": (Outcome, {"persons": -1}),
    "period_figure_once": (PeriodFigure, {"group": "市直机关"}),
    "period_figure_ends_after_it_begins": (PeriodFigure, {"ends_on": "2016-12-31"}),
}


def test_each_constraint_refuses_its_breach(broken):
    kept = []
    for name, (model, changes) in BREAKS.items():
        if name == "handover_by_four_persons":
            changes = {"second_giver": Handover.objects.get().giver}
        rows = (
            model.objects.filter(pk=broken.pk)
            if model is Lead and "number" not in changes
            else model.objects.all()
        )
        if not refused(rows, **changes):
            kept.append(name)
    assert kept == []


def test_every_constraint_of_the_leads_is_broken_here(broken):
    elsewhere = {
        "lead_attachment_number",
        "lead_opening_has_its_explanation",
        "lead_opening_ends_after_it_begins",
    }
    named = {
        constraint.name
        for model in {model for model, _ in BREAKS.values()} | {LeadOpening}
        for constraint in model._meta.constraints
    }
    assert named == set(BREAKS) | elsewhere


def test_two_attachments_cannot_have_one_number(broken):
    first = broken.attachments.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        LeadAttachment.objects.create(
            lead=broken, number=first.number, name_sealed=b"x", content="x", size=1,
            added_by=first.added_by,
        )  # fmt: skip


def test_opening_needs_its_explanation_and_an_end(broken):
    fields = {
        "lead": broken, "user": broken.registered_by, "purpose": "other", "opened_at": NOW,
    }  # fmt: skip
    for wrong in (
        {"outcome": "opened", "expires_at": NOW},
        {"outcome": "wrong_password", "expires_at": NOW, "explanation_sealed": b"x"},
        {"outcome": "wrong_password", "expires_at": NOW - timedelta(minutes=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            LeadOpening.objects.create(**fields, **wrong)


def test_steps_and_openings_are_kept_as_they_were_written(broken):
    assert refused(LeadStep.objects.all(), note_sealed=b"another")
    assert refused(LeadOpening.objects.all(), purpose="other")
    assert refused(LeadOpening.objects.all(), expires_at=NOW + timedelta(days=1))
    for model in (LeadStep, LeadOpening):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.all()._raw_delete("default")
    opening = LeadOpening.objects.get()
    assert not refused(LeadOpening.objects.all(), closed_at=opening.opened_at)
    assert refused(LeadOpening.objects.all(), closed_at=None)
