import pytest

from inspections.models import HistoricalFigure, Measure
from inspections.selectors.round import comparable_rounds, compare
from tests.factories.inspections.plan import TermFactory
from tests.factories.inspections.round import AssignmentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def history(world):
    """Rounds 13 and 14 of the tenth term, of which only the totals are known."""
    term = TermFactory(body=world.body, number=10, name="十届")
    totals = {
        13: {Measure.ISSUES: 507, Measure.LEADS: 108},
        14: {Measure.ISSUES: 624, Measure.LEADS: 158},
    }
    for number, measures in totals.items():
        for measure, value in measures.items():
            HistoricalFigure.objects.create(
                body=world.body, term=term, round_number=number, measure=measure,
                unit="件" if measure == Measure.LEADS else "个", numerator=value, source="公开通报",
            )  # fmt: skip
    return term


@pytest.mark.row("YN-22")
def test_two_historical_rounds_are_compared_and_say_that_they_are_history(world, history):
    after, before = comparable_rounds(world.office_staff)

    lines = compare(world.office_staff, before, after)

    assert [
        (line.measure, line.total, line.change.signed, str(line.change.percent)) for line in lines
    ] == [("issues", 1131, "+117", "23.08"), ("leads", 266, "+50", "46.30")]
    assert all(figure.is_historical for line in lines for figure in line.figures)


def test_live_counts_never_hold_historical_totals(world, history):
    live = AssignmentFactory(team__round__term=history, team__round__number=15, on_site=True)

    newest = comparable_rounds(world.office_staff)[0]
    (line,) = [
        one for one in compare(world.office_staff, newest, newest) if one.measure == Measure.TARGETS
    ]

    assert newest.number == live.round.number
    assert line.after.value == 1
    assert not line.after.is_historical


def test_the_page_shows_the_figures_and_their_source(world, history, sign_in):
    page = sign_in(world.group_leader).get("/rounds/compare/").content.decode()

    assert "23.08%" in page
    assert "46.30%" in page
    assert page.count("公开通报") == 4


def test_nobody_else_sees_the_totals(world, history):
    for person in (world.unit_head, world.team_member, world.system_admin):
        assert comparable_rounds(person) == []
