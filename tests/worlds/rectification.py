"""Unit A rectifies under team A, unit B under team B; A also drafts a plan and has one reviewed."""

from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from inspections.states.assignment import AssignmentState
from rectification.models import ItemResponsible
from rectification.services import importing
from rectification.services import suggestion as suggesting
from rectification.states import ItemKind, ReportKind, SuggestionKind
from tests.factories import rectification as made
from tests.factories.inspections.issue import ReceivedFeedbackFactory, ReceivedIssueFactory
from tests.factories.inspections.round import AssignmentFactory, RoundFactory

BODY = OFFICE | LEADING | REVIEWERS | {Role.API_CLIENT}
OF_UNIT_A = UNIT | {Role.STATIONED_GROUP}


def plant(world) -> None:
    plant_ledger(world)
    plant_plans(world)
    plant_suggestions(world)
    plant_reports(world)
    world.canaries |= {
        "CNRY-item-a": BODY | TEAM | OF_UNIT_A | {Role.DEPARTMENT_LIAISON},
        "CNRY-item-b": BODY,
        "CNRY-draft-item": UNIT,
        "CNRY-rectified-sent": BODY | TEAM | OF_UNIT_A,
        "CNRY-rectified-begun": UNIT | {Role.API_CLIENT},
        "CNRY-suggestion": (BODY - {Role.API_CLIENT}) | {Role.DEPARTMENT_LIAISON},
    }


def plant_ledger(world) -> None:
    earlier = RoundFactory(term=world.term, number=9)
    world.ledger_feedback = made.a_feedback(
        world, assignment=fed_back(world.team_a, earlier, world.unit_a), issues=2
    )
    plan = made.a_plan_in_force(world, made.a_draft(world, world.ledger_feedback))
    plan.items.update(title="CNRY-item-a")
    first, second = plan.items.order_by("sequence")
    ItemResponsible.objects.create(item=first, organization=world.department)
    world.ledger_plan = plan
    world.item = made.make_ready(world, started(world, first))
    world.reviewed_item = made.an_item_in_review(world, started(world, second))
    feedback_b = made.a_feedback(
        world, assignment=fed_back(world.team_b, earlier, world.unit_b), issues=1
    )
    plan_b = made.a_plan_in_force(world, made.a_draft(world, feedback_b))
    plan_b.items.update(title="CNRY-item-b")
    world.item_b = made.fresh(plan_b.items.first())


def fed_back(team, round_, unit):
    """The team's own target of an earlier round: that of this round is still on site."""
    return AssignmentFactory(
        team=team,
        round=round_,
        organization=unit,
        left_site=True,
        state=AssignmentState.FED_BACK,
    )


def plant_reports(world) -> None:
    """On the feedback of team A: the body's report under review, the head's own in draft."""
    world.sent_report = made.a_submitted_report(
        world, world.ledger_feedback, overview="CNRY-rectified-sent", effects="见效"
    )
    world.begun_report = made.a_report(
        world, world.ledger_feedback, kind=ReportKind.HEAD, overview="CNRY-rectified-begun"
    )


def started(world, item):
    made.item.start_item(item, actor=made.people_of(world, item.organization)[0])
    return made.fresh(item)


def received(world):
    feedback = ReceivedFeedbackFactory(body=world.body, organization=world.unit_a, taken_over=True)
    ReceivedIssueFactory(feedback=feedback, taken_over=True, number=1)
    return feedback


def plant_plans(world) -> None:
    world.drafted = made.a_draft(world, received(world), kind=ItemKind.LONG_TERM)
    world.drafted.items.update(title="CNRY-draft-item")
    world.drafted_item = world.drafted.items.first()
    world.plan_import = importing.send_in(
        world.drafted, made.a_workbook(world.drafted), actor=world.unit_liaison
    )
    world.reviewed_plan = made.a_plan_in_review(world, made.a_draft(world, received(world)))
    world.fresh_feedback = received(world)


def plant_suggestions(world) -> None:
    world.suggestion = suggesting.draft_suggestion(
        world.body,
        organization=world.department,
        kind=SuggestionKind.DEPARTMENT,
        title="CNRY-suggestion",
        text="完善补贴发放监管办法。",
        reply_by=made.in_days(30),
        actor=world.office_staff,
    )
    suggesting.issue_suggestion(world.suggestion, actor=world.office_staff)
