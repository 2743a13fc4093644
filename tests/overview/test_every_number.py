"""Every number on the round's dashboard opens the list of exactly so many rows."""

import pytest
from django.urls import reverse

from accounts.models import Recusal
from accounts.roles import Role
from inspections.models import Assignment
from inspections.states.assignment import AssignmentState
from overview.stages import Stage, stages
from rectification.services import closing
from tests.factories import rectification as made
from tests.factories.accounts import OrganizationFactory
from tests.factories.inspections.round import AssignmentFactory, RoundTargetFactory
from tests.overview.numbers import Numbers
from tests.overview.test_dashboard_api import a_letter
from tests.worlds.inspections import plant as plant_rounds
from tests.worlds.leads import plant as plant_leads
from tests.worlds.rectification import started

READERS = [
    Role.COMMITTEE_LEADER,
    Role.GROUP_LEADER,
    Role.OFFICE_DIRECTOR,
    Role.TEAM_LEADER,
    Role.ORGANIZATION_REVIEWER,
]


@pytest.fixture
def round_(world):
    """Unit A rectifies, others stand at every earlier stage, one target has no team yet."""
    plant_rounds(world)
    Assignment.objects.filter(pk=world.assignment_a.pk).update(
        state=AssignmentState.FED_BACK, withdrawn_on=made.in_days(0)
    )
    world.assignment_a.refresh_from_db()
    plan = made.a_mixed_plan(world, made.a_feedback(world, assignment=world.assignment_a, issues=6))
    late = plan.items.get(sequence=3)
    closing.list_item(
        late, owner=world.unit_head, due_on=made.in_days(9), reason="久拖", actor=world.office_staff
    )
    for state in (AssignmentState.WITHDRAWN, AssignmentState.REPORT_APPROVED):
        AssignmentFactory(
            team=world.team_b, organization=OrganizationFactory(), left_site=True, state=state
        )
    fed_back = AssignmentFactory(
        team=world.team_b,
        organization=OrganizationFactory(),
        left_site=True,
        state=AssignmentState.FED_BACK,
    )
    made.a_feedback(world, assignment=fed_back, issues=2)
    RoundTargetFactory(round=world.round)
    a_letter(world, world.round)
    return world.round


def rows_behind(client, address: str) -> int:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.context["table"].paginator.count


@pytest.mark.row("HLJ-17")
@pytest.mark.parametrize("role", READERS)
def test_every_number_opens_exactly_its_rows(world, round_, sign_in, role):
    client = sign_in(world.person(role))

    page = client.get(reverse("overview:round_dashboard", args=[round_.pk])).content.decode()

    found = Numbers(page)
    assert [(address, count) for count, address in found.linked] == [
        (address, rows_behind(client, address)) for _count, address in found.linked
    ]
    assert len(found.linked) > 30
    # Leads are counted and never opened: the one exception.
    assert [text for text in found.bare if not text.startswith("leads")] == []


def test_every_target_stands_in_one_stage(world, round_, sign_in):
    counted = {label: cell.value for label, cell in stages(world.group_leader, round_)}

    assert counted == {
        Stage.PREPARED.label: 1,
        Stage.ON_SITE.label: 2,
        Stage.REPORTED.label: 1,
        Stage.FED_BACK.label: 1,
        Stage.PLAN_PASSED.label: 0,
        Stage.RECTIFYING.label: 1,
        Stage.CLOSED.label: 0,
    }


def test_a_plan_that_passed_and_items_all_closed_are_stages_too(world):
    plan_passed = made.an_item(world, draft=made.a_draft(world, made.a_feedback(world, issues=1)))
    round_ = plan_passed.assignment.round

    assert at(world, round_, Stage.PLAN_PASSED) == 1
    started(world, plan_passed)
    assert at(world, round_, Stage.RECTIFYING) == 1
    made.a_closed_item(world, made.fresh(plan_passed))
    assert at(world, round_, Stage.CLOSED) == 1


def at(world, round_, stage: Stage) -> int:
    return {label: cell.value for label, cell in stages(world.group_leader, round_)}[stage.label]


def test_who_is_recused_counts_one_target_less(world, round_, sign_in):
    Recusal.objects.create(
        person=world.group_leader,
        organization=world.unit_a,
        reason="亲属任职",
        decided_by=world.committee_leader,
    )
    client = sign_in(world.group_leader)

    page = client.get(reverse("overview:round_dashboard", args=[round_.pk]))

    assert page.context["board"].targets.value == 5
    assert rows_behind(client, page.context["board"].targets.url) == 5
    assert "市水利局" not in client.get(page.context["board"].targets.url).content.decode()


def test_a_team_counts_its_own_targets(world, round_, sign_in):
    client = sign_in(world.team_leader)

    page = client.get(reverse("overview:round_dashboard", args=[round_.pk]))

    assert page.context["board"].targets.value == 1
    assert rows_behind(client, page.context["board"].targets.url) == 1


def test_leads_are_the_only_numbers_that_do_not_open(world, round_, sign_in):
    plant_leads(world)
    client = sign_in(world.group_leader)

    page = client.get(reverse("overview:round_dashboard", args=[round_.pk])).content.decode()

    assert Numbers(page).bare
    assert all(text.startswith("leads") for text in Numbers(page).bare)
