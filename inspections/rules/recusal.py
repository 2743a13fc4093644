"""Who must keep away from which target: what the system finds, and what still waits (4.3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, Recusal, User
from accounts.roles import Role
from accounts.scope import recused
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import (
    Assignment,
    FormerPost,
    PoolEntry,
    RecusalDecision,
    RecusalDeclaration,
    Team,
    TeamMember,
)
from inspections.rules.mode import within
from inspections.rules.plan import is_office
from inspections.states.assignment import ENTERED
from inspections.states.team import DECLARABLE, RecusalGround

# How long a former post still counts.
FORMER_YEARS = 5


@dataclass(frozen=True)
class Hit:
    """One reason that the records give, in words that name it."""

    ground: str
    sentence: str | Promise


@dataclass(frozen=True)
class Records:
    """What is on record about some people and some targets, read for all of them at once."""

    entries: dict[int, PoolEntry]
    earlier: dict[tuple[int, int], Assignment]


def records_of(members: Iterable[TeamMember], targets: Iterable[Organization]) -> Records:
    """The pool's entries by person, and each person's last inspection of each target."""
    members = list(members)
    return Records(
        {entry.person_id: entry for entry in _entries(members)},
        _earlier(members, [target.pk for target in targets]),
    )


def _entries(members: list[TeamMember]) -> QuerySet[PoolEntry]:
    since = timezone.localdate() - timedelta(days=365 * FORMER_YEARS)
    recent = FormerPost.objects.filter(left_on__gte=since).select_related("organization")
    return (
        PoolEntry.objects.filter(
            body__in={member.team.body_id for member in members},
            person__in=[member.person_id for member in members],
        )
        .select_related("native_place")
        .prefetch_related(Prefetch("former_posts", recent))
    )


def _earlier(members: list[TeamMember], targets: list[int]) -> dict[tuple[int, int], Assignment]:
    people = [member.person_id for member in members]
    entered = Assignment.objects.filter(
        organization__in=targets, state__in=ENTERED, team__members__person__in=people
    ).exclude(team__in={member.team_id for member in members})
    rows = entered.select_related("round").order_by("-entered_on", "pk").distinct()
    teams: dict[int, list[int]] = {}
    for team, person in TeamMember.objects.filter(
        team__in=[row.team_id for row in rows], person__in=people
    ).values_list("team_id", "person_id"):
        teams.setdefault(team, []).append(person)
    found: dict[tuple[int, int], Assignment] = {}
    for row in rows:
        for person in teams[row.team_id]:
            found.setdefault((person, row.organization_id), row)
    return found


def hits(member: TeamMember, target: Organization) -> list[Hit]:
    """Every reason in the records for this person to keep away from this target, explained."""
    return _hits(member, target, records_of([member], [target]))


def _hits(member: TeamMember, target: Organization, records: Records) -> list[Hit]:
    person = member.person
    found = [*_own_unit(person, target)]
    entry = records.entries.get(person.pk)
    if entry is not None:
        found += [*_former_unit(person, entry, target), *_native_place(person, entry, target)]
    return [*found, *_inspected_before(person, target, records)]


def _own_unit(person: User, target: Organization) -> Iterator[Hit]:
    if within(person.organization, target):
        yield Hit(
            RecusalGround.OWN_UNIT,
            _("%(person)s works in %(unit)s now.")
            % {"person": person, "unit": person.organization},
        )


def _former_unit(person: User, entry: PoolEntry, target: Organization) -> Iterator[Hit]:
    for post in entry.former_posts.all():
        if within(post.organization, target):
            yield Hit(
                RecusalGround.FORMER_UNIT,
                _("%(person)s worked in %(unit)s until %(until)s.")
                % {
                    "person": person,
                    "unit": post.organization,
                    "until": post.left_on.isoformat(),
                },
            )


def _native_place(person: User, entry: PoolEntry, target: Organization) -> Iterator[Hit]:
    if entry.native_place is not None and within(target, entry.native_place):
        yield Hit(
            RecusalGround.NATIVE_PLACE,
            _("%(person)s comes from %(place)s, where %(target)s is.")
            % {"person": person, "place": entry.native_place, "target": target},
        )


def _inspected_before(person: User, target: Organization, records: Records) -> Iterator[Hit]:
    earlier = records.earlier.get((person.pk, target.pk))
    if earlier is not None:
        yield Hit(
            RecusalGround.INSPECTED_BEFORE,
            _("%(person)s inspected %(target)s in %(round)s.")
            % {"person": person, "target": target, "round": earlier.round},
        )


@dataclass(frozen=True)
class Standing:
    """One member and one target: what was declared, found and decided."""

    member: TeamMember
    organization: Organization
    declaration: RecusalDeclaration | None
    hits: list[Hit]
    decision: RecusalDecision | None

    @property
    def needs_decision(self) -> bool:
        if self.declaration is None or self.decision is not None:
            return False
        return self.declaration.has_conflict or bool(self.hits)


def standings(team: Team, members: QuerySet[TeamMember] | None = None) -> list[Standing]:
    """Every serving member, or only ``members``, against every target of the team."""
    asked = team.members.serving() if members is None else members
    people = list(asked.select_related("person__organization", "team"))
    # The latest word counts: a conflict may be found after "no reason" was declared.
    declared = {
        (row.member_id, row.organization_id): row
        for row in RecusalDeclaration.objects.filter(member__team=team)
        .select_related("decision")
        .order_by("pk")
    }
    targets = [row.organization for row in team.assignments.select_related("organization")]
    records = records_of(people, targets)
    return [
        _standing(member, target, declared.get((member.pk, target.pk)), records)
        for member in people
        for target in targets
    ]


def _standing(
    member: TeamMember,
    target: Organization,
    declaration: RecusalDeclaration | None,
    records: Records,
) -> Standing:
    return Standing(
        member,
        target,
        declaration,
        _hits(member, target, records),
        getattr(declaration, "decision", None),
    )


def standings_for(user: User, team: Team) -> list[Standing]:
    """What a reader of the team sees of it: nothing of a target they keep away from."""
    hidden = set(recused(user))
    return [one for one in standings(team) if one.organization.pk not in hidden]


def recusal_settled(team: Team, members: QuerySet[TeamMember] | None = None) -> Verdict:
    """Refuses while a declaration or a decision is missing, or the leader cannot lead."""
    found = standings(team, members)
    silent = sorted({str(one.member) for one in found if one.declaration is None})
    if silent:
        return Verdict(
            _("Declarations are still missing from: %(names)s.") % {"names": "、".join(silent)}
        )
    waiting = sum(one.needs_decision for one in found)
    if waiting:
        return Verdict(
            _("%(waiting)s recusals wait for the office's decision.") % {"waiting": waiting}
        )
    return leader_may_lead(found)


def leader_may_lead(found: list[Standing]) -> Verdict:
    """Only the leader signs papers; one who keeps away from a target leaves it without anybody."""
    leading = [one for one in found if one.member.role == Role.TEAM_LEADER]
    kept_away = Recusal.objects.current().filter(
        person__in=[one.member.person_id for one in leading],
        organization__in=[one.organization for one in leading],
    )
    if leading and kept_away.exists():
        return Verdict(
            _(
                "%(leader)s must keep away from a target of the team, where nobody else could"
                " confirm papers. Name another leader, or give that target to another team."
            )
            % {"leader": leading[0].member}
        )
    return ALLOWED


def may_declare(user: User, member: TeamMember) -> Verdict:
    if member.person_id != user.pk:
        return Verdict(_("Everybody declares for themselves."))
    if member.removed_at is not None:
        return Verdict(_("This person has left the team already."))
    if member.team.state not in DECLARABLE:
        return Verdict(_("Declarations are taken once the members are asked, until the team ends."))
    return ALLOWED


def may_decide(user: User, declaration: RecusalDeclaration) -> Verdict:
    """The office decides, never on one's own case, and once; it counts from that moment on."""
    team = declaration.member.team
    if not (verdict := is_office(user, team.body)):
        return verdict
    if declaration.member.person_id == user.pk:
        return Verdict(_("Nobody decides on their own recusal."))
    if declaration.organization_id in recused(user):
        return Verdict(_("You keep away from this organisation."))
    if team.state not in DECLARABLE:
        return Verdict(_("Recusals are decided once the members are asked, until the team ends."))
    if RecusalDecision.objects.filter(declaration=declaration).exists():
        return Verdict(_("This was decided already."))
    return ALLOWED
