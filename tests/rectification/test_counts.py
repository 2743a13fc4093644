import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rectification.selectors.counts import FIGURE_CONDITIONS, totals, totals_by
from rectification.selectors.ledger import ledger
from rectification.states import ItemKind
from tests.factories import rectification as made
from tests.factories.inspections.round import AssignmentFactory


@pytest.fixture
def mixed(world):
    return made.a_mixed_plan(world)


@pytest.mark.row("LZ-27", "LZ-29")
def test_long_term_and_basically_done_stand_in_the_base_and_never_in_the_numerator(world, mixed):
    figures = totals(ledger(world.office_staff), world.office_staff)

    assert (figures.completion.fraction, str(figures.completion)) == ("1/6", "16.67%")
    assert (figures.long_term, figures.basically_done, figures.overdue) == (1, 1, 1)


@pytest.mark.row("LZ-27")
def test_590_of_1172_closed_print_50_34_wherever_the_rate_stands(world, sign_in):
    """The figures of one city's ledger, as live rows."""
    item = made.a_plan_in_force(
        world, made.a_draft(world, made.a_feedback(world, issues=1))
    ).items.get()
    made.copies(item, count=1171, closed=590)

    figures = totals(ledger(world.office_staff), world.office_staff)
    client = sign_in(world.office_staff)
    dashboard = client.get(f"/dashboard/{item.assignment.team.round_id}/").content.decode()
    closed = client.get("/rectification/?state=closed&kind=counted")

    assert (figures.completion.fraction, str(figures.completion)) == ("590/1172", "50.34%")
    assert "50.34%" in dashboard
    assert "590/1172" in dashboard
    assert closed.context["table"].paginator.count == figures.closed == 590


@pytest.mark.row("LZ-29")
def test_immediate_rectification_is_counted_apart(world, mixed):
    mixed.items.filter(sequence__in=[1, 6]).update(kind=ItemKind.IMMEDIATE)

    figures = totals(ledger(world.office_staff), world.office_staff)

    assert (figures.items, figures.closed) == (4, 0)
    assert (figures.immediate, figures.immediate_closed) == (2, 1)


@pytest.mark.row("HLJ-17")
def test_every_figure_opens_a_list_with_the_same_count(world, mixed):
    figures = totals(ledger(world.office_staff), world.office_staff)

    behind = {
        name: ledger(world.office_staff, **conditions).count()
        for name, conditions in FIGURE_CONDITIONS.items()
    }

    assert behind == {name: getattr(figures, name) for name in FIGURE_CONDITIONS}


def test_the_stretches_of_the_share_bar_are_a_partition(world, mixed):
    figures = totals(ledger(world.office_staff), world.office_staff)

    assert sum(figures.segments.values()) == figures.items == 6


def test_a_breakdown_adds_up_to_its_whole(world, mixed):
    rows = ledger(world.office_staff)

    groups = totals_by(rows, "unit", world.office_staff)

    assert [(group.key, group.name) for group in groups] == [(world.unit_a.pk, "市水利局")]
    assert groups[0].totals == totals(rows, world.office_staff)


def test_the_list_page_shows_the_rows_of_the_figure(world, mixed, sign_in):
    page = sign_in(world.office_staff).get("/rectification/?view=overdue&kind=counted")

    shown = [row.pk for row in page.context["table"].page.object_list.data]
    assert shown == [row.pk for row in ledger(world.office_staff, view="overdue", kind="counted")]


LISTS = [
    "/rectification/",
    "/rectification/plans/",
    "/rectification/measures/",
    "/issues/",
    "/issues/aspects/",
]


def test_every_list_costs_the_same_for_one_row_and_three(world, sign_in):
    client = sign_in(world.office_staff)
    one = made.a_plan_in_force(world, made.a_draft(world, made.a_feedback(world, issues=1)))
    before = {address: queries(client, address) for address in LISTS}
    team = one.assignment.team
    for _more in range(2):
        target = AssignmentFactory(team=team, left_site=True)
        feedback = made.a_feedback(world, assignment=target, issues=1)
        type(feedback).objects.filter(pk=feedback.pk).update(organization=world.unit_b)
        feedback.issues.update(organization=world.unit_b)
        made.a_plan_in_force(world, made.a_draft(world, made.fresh(feedback)))

    assert {address: queries(client, address) for address in LISTS} == before


def queries(client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
