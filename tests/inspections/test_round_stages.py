"""The later stages of a round: what each builds on, and the reason that makes up for it."""

import pytest
from django.urls import reverse

from accounts.verdicts import NotAllowed
from inspections.models import Assignment, Issue, Round
from inspections.rules import round as rules
from inspections.services import round as services
from inspections.states.assignment import AssignmentState
from inspections.states.feedback import FeedbackState
from inspections.states.issue import IssueState
from inspections.states.round import RoundState
from tests.factories.inspections.plan import TermFactory
from tests.factories.inspections.round import AssignmentFactory, RoundFactory
from tests.factories.inspections.team import TeamFactory
from tests.inspections.scene import Scene
from tests.inspections.test_report_feedback import carried_to

pytestmark = pytest.mark.django_db

# The stage the round is in, what its targets have reached, and what the next stage needs of them.
LACKING = [
    (RoundState.REPORTING, AssignmentState.WITHDRAWN, AssignmentState.REPORT_APPROVED),
    (RoundState.FEEDBACK, AssignmentState.REPORT_APPROVED, AssignmentState.FED_BACK),
    (RoundState.RECTIFYING, AssignmentState.FED_BACK, AssignmentState.RECTIFYING),
]


@pytest.fixture
def round_(world) -> Round:
    return RoundFactory(term=TermFactory(body=world.body), name="第一轮巡察")


@pytest.fixture
def assignment(round_) -> Assignment:
    return AssignmentFactory(team=TeamFactory(round=round_), left_site=True)


def put(row, state) -> None:
    type(row).objects.filter(pk=row.pk).update(state=state)
    row.refresh_from_db()


@pytest.mark.parametrize(("stage", "reached", "needed"), LACKING)
def test_a_stage_waits_for_every_target(world, round_, assignment, stage, reached, needed):
    put(round_, stage)
    put(assignment, reached)
    assert not rules.may_declare_stage(world.office_staff, round_)

    put(assignment, needed)

    assert rules.may_declare_stage(world.office_staff, round_)
    assert not rules.may_excuse_stage(world.office_staff, round_)


@pytest.mark.parametrize(("stage", "reached", "needed"), LACKING)
def test_a_reason_makes_up_for_it_and_is_kept(world, round_, assignment, stage, reached, needed):
    put(round_, stage)
    put(assignment, reached)
    with pytest.raises(NotAllowed):
        services.declare_stage(round_, seen=stage, reason="  ", actor=world.office_staff)

    services.declare_stage(round_, seen=stage, reason="机构改革撤并。", actor=world.office_staff)

    assert round_.state != stage


def test_the_reason_is_given_on_a_page_and_read_on_the_rounds(world, round_, assignment, client):
    put(round_, RoundState.REPORTING)
    client.force_login(world.office_staff)
    page = reverse("inspections:round_excuse", args=[round_.pk])

    assert page in client.get(round_.get_absolute_url()).content.decode()
    client.post(page, {"seen": RoundState.REPORTING, "reason": "机构改革撤并。"})

    round_.refresh_from_db()
    assert round_.state == RoundState.FEEDBACK
    assert "机构改革撤并。" in client.get(round_.get_absolute_url()).content.decode()


def test_no_reason_takes_a_team_off_its_site(world, round_, assignment):
    put(round_, RoundState.STATIONED)
    Assignment.objects.filter(pk=assignment.pk).update(state="stationed", withdrawn_on=None)

    assert not rules.may_declare_stage(world.office_staff, round_, reason="提前")
    assert not rules.may_excuse_stage(world.office_staff, round_)


def test_a_round_is_closed_when_its_issues_are():
    scene = Scene()
    carried_to(scene, FeedbackState.CC_DELIVERED)
    round_ = scene.assignment.round
    put(round_, RoundState.EVALUATING)
    assert not rules.may_declare_stage(scene.office, round_)

    Issue.objects.update(state=IssueState.CLOSED)

    assert rules.may_declare_stage(scene.office, round_)
