"""The round in progress: team A is on site in unit A, team B in unit B."""

from datetime import date

from django.utils import timezone

from accounts.models import Authorization
from accounts.roles import LEADING, OFFICE, TEAM, Role
from inspections.models import (
    HistoricalFigure,
    InspectionNotice,
    Measure,
    RecusalDeclaration,
    Team,
    TeamAuthorization,
)
from inspections.services.target_import import upload_targets
from inspections.states.plan import PlanState
from inspections.states.round import RoundState
from inspections.states.team import RecusalGround, TeamState
from tests.factories.documents import issue_document
from tests.factories.inspections.plan import (
    PlanFactory,
    PlanRoundFactory,
    PlanTargetFactory,
    TermFactory,
)
from tests.factories.inspections.round import AssignmentFactory, RoundFactory
from tests.factories.inspections.team import TeamFactory, TeamMemberFactory
from tests.factories.inspections.workbook import workbook_of


def plant(world) -> None:
    plant_plan(world)
    plant_round(world)


def plant_plan(world) -> None:
    world.term = TermFactory(body=world.body, number=13, name="十三届")
    world.plan = PlanFactory(
        term=world.term,
        title="CNRY-plan-title",
        state=PlanState.IN_FORCE,
        issue_number="巡发〔2022〕1号",
        issued_at=timezone.now(),
        created_by=world.office_staff,
    )
    world.plan_round = PlanRoundFactory(plan=world.plan, number=1, year=2022)
    world.plan_target = PlanTargetFactory(
        plan=world.plan, plan_round=world.plan_round, organization=world.unit_a
    )
    world.draft_plan = PlanFactory(
        term=TermFactory(
            body=world.body,
            number=14,
            name="十四届",
            starts_on=date(2027, 1, 1),
            ends_on=date(2031, 12, 31),
        ),
        title="CNRY-plan-draft",
        first_year=2027,
        last_year=2031,
        created_by=world.office_staff,
    )
    world.draft_round = PlanRoundFactory(plan=world.draft_plan, number=1, year=2027)
    world.draft_target = PlanTargetFactory(
        plan=world.draft_plan, plan_round=world.draft_round, organization=world.unit_b
    )


def plant_round(world) -> None:
    world.round = RoundFactory(
        term=world.term,
        plan=world.plan,
        plan_round=world.plan_round,
        number=1,
        name="CNRY-round-name",
        state=RoundState.STATIONED,
        opened_by=world.office_staff,
    )
    world.target_import = upload_targets(
        world.draft_plan,
        upload=workbook_of([world.unit_a.code, "", "organ", "full", 9999, "CNRY-import"]),
        actor=world.office_staff,
    )
    for letter, unit in (("a", world.unit_a), ("b", world.unit_b)):
        team = TeamFactory(
            round=world.round,
            number=1 if letter == "a" else 2,
            name=f"CNRY-team-{letter}",
            state=TeamState.STATIONED,
        )
        setattr(world, f"team_{letter}", team)
        authorization = authorize(getattr(world, f"authorization_{letter}"), team)
        setattr(world, f"authorization_{letter}", authorization)
        assignment = AssignmentFactory(team=team, organization=unit, on_site=True)
        setattr(world, f"assignment_{letter}", assignment)
    world.members = {
        role: TeamMemberFactory(team=world.team_a, person=world.person(role), role=role)
        for role in sorted(TEAM)
    }
    TeamMemberFactory(team=world.team_b, person=world.other_leader, role=Role.TEAM_LEADER)
    world.declaration = RecusalDeclaration.objects.create(
        member=world.members[Role.TEAM_LEADER],
        organization=world.unit_a,
        has_conflict=True,
        ground=RecusalGround.OTHER,
        statement="CNRY-recusal-statement",
    )
    world.history = HistoricalFigure.objects.create(
        body=world.body, term=world.plan.term, measure=Measure.RECTIFIED, unit="条",
        numerator=590, denominator=1172, source="CNRY-history",
    )  # fmt: skip
    world.inspection_notice = InspectionNotice.objects.create(
        assignment=world.assignment_a,
        document=issue_document(body=world.body, actor=world.office_staff),
    )
    readers = {
        Role.OFFICE_DIRECTOR, Role.OFFICE_STAFF, Role.COMMITTEE_LEADER, Role.GROUP_LEADER,
        Role.GROUP_MEMBER, Role.LEAD_CLERK, Role.DISCIPLINE_REVIEWER, Role.ORGANIZATION_REVIEWER,
        Role.API_CLIENT,
    }  # fmt: skip
    world.canaries |= {
        "CNRY-plan-title": readers | TEAM,
        "CNRY-plan-draft": readers,
        "CNRY-history": readers,
        "CNRY-team-b": readers,
        "CNRY-import": OFFICE,
        "CNRY-recusal-statement": OFFICE | LEADING | {Role.TEAM_LEADER},
    }


def authorize(authorization: Authorization, team: Team) -> TeamAuthorization:
    """Make the cast's authorisation the team's own; the duties under it stay as they are."""
    own = TeamAuthorization(authorization_ptr=authorization, team=team)
    own.__dict__.update(
        {
            field.attname: getattr(authorization, field.attname)
            for field in authorization._meta.fields
        }
    )
    own.save()
    return own
