"""What the pages and the interface read of rounds, teams and assignments."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise

from accounts import journal
from accounts.models import User
from accounts.roles import LEADING, OFFICE, UNIT, Role
from accounts.scope import holds, organizations
from inspections.models import (
    Assignment,
    HistoricalFigure,
    InspectionNotice,
    Issue,
    Measure,
    PoolEntry,
    RecusalDeclaration,
    Round,
    RoundTarget,
    Team,
    TeamMember,
    Term,
)
from inspections.rules.rates import Change
from inspections.selectors.counting import number_of
from inspections.states.assignment import AssignmentState
from inspections.states.round import STAGES, RoundState
from inspections.states.team import DECLARABLE, EMPOWERED, TeamState


def rounds_for_list(user: User) -> QuerySet[Round]:
    return (
        Round.objects.visible_to(user)
        .select_related("term", "body", "plan")
        .annotate(
            target_count=number_of(RoundTarget.objects.all(), "round"),
            team_count=number_of(Team.objects.all(), "round"),
        )
        .order_by("-term__number", "-number", "pk")
    )


def current_round(user: User) -> Round | None:
    """The newest round that goes on, among those the reader may see."""
    over = {RoundState.PROPOSED, RoundState.CLOSED, RoundState.ARCHIVED, RoundState.CANCELLED}
    running = Round.objects.visible_to(user).exclude(state__in=over)
    return running.order_by("-term__number", "-number", "pk").first()


def waiting_rounds(user: User) -> QuerySet[Round]:
    """Rounds that wait for the reader's approval, or, for the office, for their teams."""
    group = Q(body__in=organizations(user, *LEADING), state=RoundState.PROPOSED)
    office = Q(body__in=organizations(user, *OFFICE), state=RoundState.APPROVED)
    return rounds_for_list(user).filter(group | office)


def teams_for_list(user: User) -> QuerySet[Team]:
    return (
        Team.objects.visible_to(user)
        .select_related("round", "body", "home")
        .annotate(
            target_count=number_of(Assignment.objects.all(), "team"),
            member_count=number_of(TeamMember.objects.filter(removed_at=None), "team"),
        )
        .order_by("-round__term__number", "-round__number", "number", "pk")
    )


def waiting_teams(user: User) -> QuerySet[Team]:
    """What the leading group has to authorise, and the office to put together or decide on.

    Newcomers of an authorised team wait for the group, declared conflicts for the office.
    """
    group = Q(body__in=organizations(user, *LEADING)) & (
        Q(state=TeamState.RECUSAL_CHECK)
        | Q(state__in=EMPOWERED, pk__in=TeamMember.objects.awaiting_authority().values("team"))
    )
    office = Q(body__in=organizations(user, *OFFICE), state=TeamState.FORMING) | Q(
        pk__in=waiting_decisions(user).values("member__team")
    )
    return teams_for_list(user).filter(group | office)


def waiting_declarations(user: User) -> QuerySet[TeamMember]:
    """One's own calls to a team, not yet declared about in full."""
    called = TeamMember.objects.serving().filter(person=user.pk, team__state__in=DECLARABLE)
    return called.annotate(
        declared=Count("declarations__organization", distinct=True),
        asked=Count("team__assignments", distinct=True),
    ).exclude(declared__gte=F("asked"))


def waiting_decisions(user: User) -> QuerySet[RecusalDeclaration]:
    """Declared conflicts that the office has still to decide."""
    return (
        RecusalDeclaration.objects.undecided()
        .filter(
            pk__in=RecusalDeclaration.objects.visible_to(user).values("pk"),
            member__team__body__in=organizations(user, *OFFICE),
            member__team__state__in=DECLARABLE,
        )
        .exclude(member__person=user.pk)
        .select_related("member__person", "member__team__round", "organization")
        .order_by("declared_at", "pk")
    )


def assignments_for_list(user: User) -> QuerySet[Assignment]:
    return Assignment.objects.visible_to(user).select_related(
        "round", "team", "organization", "notice__document", "notice__signed_by"
    )


def waiting_assignments(user: User) -> QuerySet[Assignment]:
    """Notices to issue for the office, notices to sign for by the unit."""
    office = Q(
        body__in=organizations(user, *OFFICE),
        state=AssignmentState.ASSIGNED,
        team__state__in=[TeamState.AUTHORIZED, TeamState.STATIONED],
    )
    unit = Q(
        organization__in=organizations(user, Role.UNIT_HEAD, Role.UNIT_LIAISON),
        notice__isnull=False,
        notice__signed_at=None,
    )
    return assignments_for_list(user).filter(office | unit)


def notices_for_list(user: User) -> QuerySet[InspectionNotice]:
    return InspectionNotice.objects.visible_to(user).select_related(
        "assignment__organization", "assignment__round", "document", "signed_by"
    )


def pool_for_list(user: User) -> QuerySet[PoolEntry]:
    return PoolEntry.objects.visible_to(user).select_related("person__organization", "native_place")


def targets_of(round_: Round, user: User) -> QuerySet[RoundTarget]:
    return (
        RoundTarget.objects.visible_to(user)
        .filter(round=round_)
        .select_related("organization", "assignment__team", "earlier")
    )


def is_of_unit(user: User) -> bool:
    """Whether the reader stands on the inspected side and so reads the unit's words."""
    return holds(user, *UNIT)


def stage_bar(round_: Round) -> list[dict[str, object]]:
    """The stages of the round; one that was called off stays where it stood."""
    if round_.state not in STAGES:
        return [{"name": round_.get_state_display(), "who": "", "step": "returned"}]
    reached = STAGES.index(RoundState(round_.state))
    return [
        {
            "name": stage.label,
            "who": "",
            "step": "done" if place < reached else "now" if place == reached else "",
        }
        for place, stage in enumerate(STAGES)
    ]


def record_of_round(round_: Round) -> list[dict[str, object]]:
    """The stages it went through, newest first, with the reasons given."""
    stages = {f"{round_._meta.label_lower}.{stage}": stage.label for stage in RoundState}
    entries = journal.history(round_).filter(verb__in=stages)
    return [
        {
            "deed": stages[entry.verb],
            "at": entry.at,
            "who": entry.actor,
            "word": entry.words or "",  # type: ignore[attr-defined]
        }
        for entry in entries
    ]


ASSIGNMENT_WAY = tuple(
    state for state in AssignmentState if state != AssignmentState.RE_INSPECTION_SCHEDULED
)
UNIT_WAY = tuple(
    state
    for state in ASSIGNMENT_WAY
    if state
    not in (
        AssignmentState.ASSIGNED,
        AssignmentState.REPORT_SUBMITTED,
        AssignmentState.REPORT_APPROVED,
    )
)


def assignment_bar(assignment: Assignment, *, for_unit: bool) -> list[dict[str, object]]:
    """The way of one target; the unit's own leaves out the inner steps."""
    state = AssignmentState(assignment.state)
    if for_unit and state not in UNIT_WAY:
        state = AssignmentState.WITHDRAWN
    way = UNIT_WAY if for_unit else ASSIGNMENT_WAY
    reached = way.index(state) if state in way else len(way)
    days = {
        AssignmentState.STATIONED: assignment.entered_on,
        AssignmentState.WITHDRAWN: assignment.withdrawn_on,
    }
    return [
        {
            "name": step.label,
            "who": day.isoformat() if (day := days.get(step)) else "",
            "step": "done" if place < reached else "now" if place == reached else "",
        }
        for place, step in enumerate(way)
    ]


@dataclass(frozen=True)
class RoundKey:
    """A round by term and number, whether its rows are here or only its totals."""

    term: Term
    number: int

    def __str__(self) -> str:
        return f"{self.term.pk}-{self.number}"


@dataclass(frozen=True)
class Comparison:
    """One measure of two rounds; ``change`` is missing while one of the figures is."""

    measure: str
    label: str | Promise
    unit: str
    before: "Figure | None"
    after: "Figure | None"

    @property
    def change(self) -> Change | None:
        if self.before is None or self.after is None:
            return None
        return Change(self.before.value, self.after.value)

    @property
    def figures(self) -> "list[Figure]":
        """Those there are, the earlier first."""
        return [figure for figure in (self.before, self.after) if figure is not None]

    @property
    def total(self) -> int | None:
        if self.before is None or self.after is None:
            return None
        return self.before.value + self.after.value


@dataclass(frozen=True)
class Figure:
    """A count, and whether it is a historical total or counted from rows."""

    value: int
    source: str = ""

    @property
    def is_historical(self) -> bool:
        return bool(self.source)


def comparable_rounds(user: User) -> list[RoundKey]:
    """Rounds with rows here, and those of which only totals are known; latest first."""
    terms = {term.pk: term for term in Term.objects.visible_to(user)}
    live = Round.objects.visible_to(user).exclude(state=RoundState.CANCELLED)
    past = HistoricalFigure.objects.visible_to(user).filter(round_number__isnull=False)
    keys = {
        *live.values_list("term_id", "number"),
        *past.values_list("term_id", "round_number"),
    }
    found = [RoundKey(terms[term], number) for term, number in keys if term in terms and number]
    return sorted(found, key=lambda key: (key.term.number, key.number), reverse=True)


def compare(user: User, before: RoundKey, after: RoundKey) -> list[Comparison]:
    """Each measure that one of the two rounds has (YN-22); a total and a count never mix."""
    first, second = figures(user, before), figures(user, after)
    units = {
        Measure.TARGETS: "个",
        Measure.ISSUES: "个",
        Measure.LEADS: "件",
    }
    return [
        Comparison(measure, measure.label, unit, first.get(measure), second.get(measure))
        for measure, unit in units.items()
        if measure in first or measure in second
    ]


def figures(user: User, key: RoundKey) -> dict[str, Figure]:
    """The totals kept for a round; else what its rows count. Leads are counted elsewhere."""
    kept = HistoricalFigure.objects.visible_to(user).filter(
        term=key.term, round_number=key.number, denominator=None
    )
    totals = {figure.measure: Figure(figure.numerator, figure.source) for figure in kept}
    if totals:
        return totals
    assignments = Assignment.objects.visible_to(user).filter(
        round__term=key.term, round__number=key.number
    )
    issues = Issue.objects.visible_to(user).filter(assignment__in=assignments)
    return {
        Measure.TARGETS: Figure(assignments.count()),
        Measure.ISSUES: Figure(issues.count()),
    }
