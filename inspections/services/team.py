"""Teams: formed, given targets and members, asked about recusal, ended."""

from collections import Counter
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import journal, notices, steps
from accounts.models import Duty, Organization, User
from accounts.verdicts import NotAllowed, demand
from inspections.models import Assignment, Round, RoundTarget, Team, TeamMember
from inspections.rules import round as round_rules
from inspections.rules import team as rules
from inspections.rules.mode import mode_allows
from inspections.rules.numbering import chinese_numeral
from inspections.states.team import (
    EMPOWERED,
    OPEN_TO_CHANGE,
    TEAM_STEPS,
    OrganizationMode,
    TeamState,
)

MOST_TEAMS = 60
CALLED = gettext_noop("You are called to %(team)s: please declare whether you must keep away.")


@transaction.atomic
def form_teams(
    round_: Round, *, count: int, name: str, mode: str = OrganizationMode.DIRECT, actor: User
) -> list[Team]:
    """Form so many more teams, numbered on; ``name`` holds ``{}`` for the number."""
    locked = Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    demand(round_rules.may_change_round(actor, locked))
    before = round_.teams.count()
    if not 1 <= count <= MOST_TEAMS - before:
        raise NotAllowed(_("A round has 1 to %(most)s teams.") % {"most": MOST_TEAMS})
    if mode in (OrganizationMode.CROSS, OrganizationMode.ROTATIONAL):
        raise NotAllowed(_("Teams of this mode are set one by one, each with its home."))
    first = max(round_.teams.values_list("number", flat=True), default=0) + 1
    teams = [
        Team(round=round_, body=round_.body, number=n, name=_numbered(name, n), mode=mode)
        for n in range(first, first + count)
    ]
    Team.objects.bulk_create(teams)
    journal.record(actor=actor, verb="round.teams_formed", subject=round_, count=count)
    return teams


def _numbered(name: str, number: int) -> str:
    """省委第六巡视组 from 省委第{}巡视组 and 6."""
    numeral = chinese_numeral(number)
    return name.replace("{}", numeral) if "{}" in name else f"{name}{numeral}"


@transaction.atomic
def change_team(
    team: Team, *, version: int, name: str, mode: str, home: Organization | None, actor: User
) -> None:
    """Rename a team or organise it otherwise; what it already has must suit the new mode."""
    demand(rules.may_change_team(actor, steps.lock(team)))
    if mode in (OrganizationMode.CROSS, OrganizationMode.ROTATIONAL) and home is None:
        raise NotAllowed(_("Say where this team comes from."))
    steps.edit(team, version=version, actor=actor, name=name, mode=mode, home=home)
    for assignment in team.assignments.select_related("organization"):
        demand(mode_allows(team, assignment.organization))


@transaction.atomic
def place_target(target: RoundTarget, team: Team, *, reason: str = "", actor: User) -> Assignment:
    """Give a target to a team, or take it from the one that has it; journaled with the reason."""
    Round.objects.select_for_update(of=("self",)).get(pk=target.round_id)
    target = RoundTarget.objects.select_related("round", "organization").get(pk=target.pk)
    demand(rules.may_place(actor, target, team, reason=reason.strip()))
    return _place(target, team, reason.strip(), actor)


def _place(target: RoundTarget, team: Team, reason: str, actor: User) -> Assignment:
    assignment = Assignment.objects.filter(target=target).select_related("team").first()
    before = None
    if assignment is None:
        assignment = Assignment.objects.create(
            round=target.round,
            team=team,
            target=target,
            body=team.body,
            organization=target.organization,
            kind=target.kind,
        )
    else:
        before = assignment.team_id
        _ask_again(assignment.team, actor)
        steps.edit(assignment, version=assignment.version, actor=actor, team=team)
    _ask_again(team, actor)
    journal.record(
        actor=actor,
        verb="assignment.placed",
        subject=assignment,
        before=before,
        after=team.pk,
        note=reason,
    )
    return assignment


def _ask_again(team: Team, actor: User) -> None:
    """Other targets, other recusals: a team being checked goes back to forming."""
    if team.state == TeamState.RECUSAL_CHECK:
        steps.move(team, TeamState.FORMING, steps=TEAM_STEPS, actor=actor)


@transaction.atomic
def distribute(round_: Round, *, actor: User) -> int:
    """Give every free target to the team with the fewest; the number of those left over.

    No team gets more than the round plans, and no team one that its mode forbids.
    """
    Round.objects.select_for_update(of=("self",)).get(pk=round_.pk)
    demand(round_rules.may_change_round(actor, round_))
    teams = list(round_.teams.filter(state__in=OPEN_TO_CHANGE).select_related("home", "body"))
    if not teams:
        raise NotAllowed(_("Form the teams first."))
    held = Counter(round_.assignments.values_list("team", flat=True))
    left = 0
    for target in round_.targets.unassigned().select_related("organization", "round"):
        team = _emptiest(teams, held, target, round_.targets_per_team)
        if team is None:
            left += 1
            continue
        _place(target, team, "", actor)
        held[team.pk] += 1
    return left


def _emptiest(
    teams: Sequence[Team], held: Counter[int], target: RoundTarget, most: int
) -> Team | None:
    free = [
        team for team in teams if held[team.pk] < most and mode_allows(team, target.organization)
    ]
    return min(free, key=lambda team: (held[team.pk], team.number), default=None)


@transaction.atomic
def name_member(
    team: Team, *, person: User, role: str, member_kind: str, actor: User
) -> TeamMember:
    """Name a person of the pool into the team; who joins later is asked to declare at once."""
    team = Team.objects.select_for_update(of=("self",)).get(pk=team.pk)
    demand(rules.may_name_member(actor, team, person, role))
    _ask_again(team, actor)
    member = TeamMember.objects.create(team=team, person=person, role=role, member_kind=member_kind)
    journal.record(actor=actor, verb="team.member_named", subject=team, person=person.pk, role=role)
    if team.state in EMPOWERED:
        _call(member)
    return member


@transaction.atomic
def release_member(member: TeamMember, *, reason: str, actor: User) -> None:
    """Take a person off the team: the rights end at once, the authorship stays; journaled."""
    member = TeamMember.objects.select_for_update(of=("self",)).get(pk=member.pk)
    demand(rules.may_release_member(actor, member))
    if not reason.strip():
        raise NotAllowed(_("Say why this person leaves the team."))
    now = timezone.now()
    member.removed_at = now
    member.save(update_fields=["removed_at"])
    held = Duty.objects.filter(
        person=member.person_id, authorization__in=member.team.authorizations.all(), revoked_at=None
    )
    held.update(revoked_at=now)
    journal.record(
        actor=actor,
        verb="team.member_released",
        subject=member.team,
        person=member.person_id,
        note=reason.strip(),
    )


@transaction.atomic
def ask_for_declarations(team: Team, *, actor: User) -> None:
    """Ask every member to declare about every target; each gets a notice."""
    demand(rules.may_ask_for_declarations(actor, steps.lock(team)))
    steps.move(team, TeamState.RECUSAL_CHECK, steps=TEAM_STEPS, actor=actor)
    for member in team.members.serving().select_related("person", "team"):
        _call(member)


def _call(member: TeamMember) -> None:
    notices.queue(
        to=[member.person],
        title=CALLED,
        about=member.team,
        url=member.declaration_url,
        key=f"declare-{member.pk}-{member.team.version}",
        team=member.team.name,
    )


@transaction.atomic
def dissolve_team(team: Team, *, actor: User) -> None:
    """End the team: what is left of its authority and duties is revoked, its work stays."""
    demand(rules.may_dissolve(actor, steps.lock(team)))
    now = timezone.now()
    steps.move(team, TeamState.DISSOLVED, steps=TEAM_STEPS, actor=actor)
    current = team.authorizations.filter(revoked_at=None)
    Duty.objects.filter(authorization__in=current, revoked_at=None).update(revoked_at=now)
    for authorization in current:
        authorization.revoked_at = now
        authorization.save(update_fields=["revoked_at"])
        journal.record(actor=actor, verb="authorization.ended", subject=authorization, team=team.pk)
