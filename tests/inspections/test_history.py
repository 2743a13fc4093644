"""Totals from earlier reports: kept by the office with their source, never twice, never live."""

import pytest
from django.urls import reverse
from django.utils.translation import override

from accounts.models import JournalEntry
from accounts.verdicts import NotAllowed
from inspections.models import HistoricalFigure, Measure
from inspections.services import history as services
from tests.factories.inspections.plan import TermFactory
from tests.factories.inspections.round import RoundFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def term(world):
    return TermFactory(body=world.body, number=10, name="十届")


def keep(world, term, **changes):
    values = {
        "measure": Measure.RECTIFIED,
        "numerator": 590,
        "denominator": 1172,
        "source": "整改情况通报",
    }
    return services.keep_figure(
        body=world.body, term=term, actor=world.office_staff, **values | changes
    )


@pytest.mark.row("LZ-27")
def test_the_list_prints_the_rate_with_its_fraction_and_source(world, term, sign_in):
    keep(world, term)

    page = sign_in(world.group_leader).get(reverse("inspections:history_list")).content.decode()

    assert [word for word in ("590/1172 条", "50.34%", "整改情况通报") if word not in page] == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({}, "kept already"),
        ({"denominator": 589, "round_number": 3}, "larger than the whole"),
        ({"round_number": 9, "denominator": None}, "counted from its rows"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(world, term, changes, why):
    RoundFactory(term=term, number=9)
    keep(world, term)

    with override("en"), pytest.raises(NotAllowed, match=why):
        keep(world, term, **changes)


def test_only_the_office_of_the_body_keeps_figures(world, term):
    with pytest.raises(NotAllowed):
        services.keep_figure(
            body=world.body, term=term, measure=Measure.ISSUES, numerator=1, source="x",
            actor=world.group_leader,
        )  # fmt: skip


def test_a_removed_figure_stays_in_the_journal(world, term, sign_in):
    figure = keep(world, term)

    sign_in(world.office_staff).post(reverse("inspections:history_remove", args=[figure.pk]))

    assert not HistoricalFigure.objects.exists()
    assert JournalEntry.objects.filter(verb="history.removed").count() == 1


def test_a_rejected_form_keeps_what_was_typed(world, term, sign_in):
    response = sign_in(world.office_staff).post(
        reverse("inspections:history_new"),
        {
            "term": term.pk,
            "measure": "rectified",
            "numerator": 9,
            "denominator": 3,
            "source": "某通报",
        },
    )

    assert response.status_code == 422
    assert "某通报" in response.content.decode()


@pytest.mark.parametrize("numerator", [2, 507])
def test_totals_of_leads_are_for_those_who_may_read_figures_of_leads(world, term, numerator):
    kept = keep(world, term, measure=Measure.LEADS, numerator=numerator, denominator=None)

    def sees(person) -> bool:
        return kept in HistoricalFigure.objects.visible_to(person)

    assert sees(world.group_leader)
    assert not sees(world.api_client)
    assert sees(world.discipline_reviewer) is sees(world.office_staff) is (numerator > 2)
