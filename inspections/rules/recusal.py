"""Who must keep away from which target: what the system finds, and what still waits (4.3)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import (
    Assignment,
    PoolEntry,
    RecusalDecision,
    RecusalDeclaration,
    Team,
    TeamMember,
)
from inspections.rules.mode import within
from inspections.rules.plan import is_office
from inspections.states.assignment import ENTERED
from inspections.states.team import RecusalGround, TeamState

# How long a former post still counts.
FORMER_YEARS = 5


@dataclass(frozen=True)
class Hit:
    """One reason that the records give, in words that name it."""

    ground: str
    sentence: str | Promise


def hits(member: TeamMember, target: Organization) -> list[Hit]:
    """Every reason in the records for this person to keep away from this target, explained."""
    person = member.person
    found = [*_own_unit(person, target)]
    entry = PoolEntry.objects.filter(body=member.team.body_id, person=person).first()
    if entry is not None:
        found += [*_former_unit(entry, target), *_native_place(entry, target)]
    return [*found, *_inspected_before(member, target)]


def _own_unit(person: User, target: Organization) -> Iterator[Hit]:
    if within(person.organization, target):
        yield Hit(
            RecusalGround.OWN_UNIT,
            _("%(person)s works in %(unit)s now.")
            % {"person": person, "unit": person.organization},
        )


def _former_unit(entry: PoolEntry, target: Organization) -> Iterator[Hit]:
    since = timezone.localdate() - timedelta(days=365 * FORMER_YEARS)
    for post in entry.former_posts.filter(left_on__gte=since).select_related("organization"):
        if within(post.organization, target):
            yield Hit(
                RecusalGround.FORMER_UNIT,
                _("%(person)s worked in %(unit)s until %(until)s.")
                % {
                    "person": entry.person,
                    "unit": post.organization,
                    "until": post.left_on.isoformat(),
                },
            )


def _native_place(entry: PoolEntry, target: Organization) -> Iterator[Hit]:
    if entry.native_place is not None and within(target, entry.native_place):
        yield Hit(
            RecusalGround.NATIVE_PLACE,
            _("%(person)s comes from %(place)s, where %(target)s is.")
            % {"person": entry.person, "place": entry.native_place, "target": target},
        )


def _inspected_before(member: TeamMember, target: Organization) -> Iterator[Hit]:
    earlier = (
        Assignment.objects.filter(
            organization=target, state__in=ENTERED, team__members__person=member.person_id
        )
        .exclude(team=member.team_id)
        .select_related("round")
        .order_by("-entered_on")
        .first()
    )
    if earlier is not None:
        yield Hit(
            RecusalGround.INSPECTED_BEFORE,
            _("%(person)s inspected %(target)s in %(round)s.")
            % {"person": member.person, "target": target, "round": earlier.round},
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


def standings(team: Team) -> list[Standing]:
    """Every serving member against every target of the team."""
    declared = {
        (row.member_id, row.organization_id): row
        for row in RecusalDeclaration.objects.filter(member__team=team).select_related("decision")
    }
    members = team.members.serving().select_related("person__organization", "team")
    targets = [row.organization for row in team.assignments.select_related("organization")]
    return [
        _standing(member, target, declared.get((member.pk, target.pk)))
        for member in members
        for target in targets
    ]


def _standing(
    member: TeamMember, target: Organization, declaration: RecusalDeclaration | None
) -> Standing:
    return Standing(
        member,
        target,
        declaration,
        hits(member, target),
        getattr(declaration, "decision", None),
    )


def recusal_settled(team: Team) -> Verdict:
    """Refuses while a declaration or a decision is missing."""
    found = standings(team)
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
    return ALLOWED


def may_declare(user: User, member: TeamMember) -> Verdict:
    if member.person_id != user.pk:
        return Verdict(_("Everybody declares for themselves."))
    if member.team.state != TeamState.RECUSAL_CHECK:
        return Verdict(_("Declarations are taken while the team is being checked for recusal."))
    return ALLOWED


def may_decide(user: User, declaration: RecusalDeclaration) -> Verdict:
    """The office decides, never on one's own case, and once."""
    team = declaration.member.team
    if not (verdict := is_office(user, team.body)):
        return verdict
    if declaration.member.person_id == user.pk:
        return Verdict(_("Nobody decides on their own recusal."))
    if team.state != TeamState.RECUSAL_CHECK:
        return Verdict(_("Recusals are decided before the team is authorised."))
    if RecusalDecision.objects.filter(declaration=declaration).exists():
        return Verdict(_("This was decided already."))
    return ALLOWED
