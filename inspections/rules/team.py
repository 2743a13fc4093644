"""Who may put a team together, authorise it and end it, and when."""

from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import LEADING, Role
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import RoundTarget, Team, TeamMember
from inspections.rules.mode import mode_allows
from inspections.rules.plan import is_office
from inspections.rules.recusal import recusal_settled
from inspections.rules.round import is_approved, may_change_round
from inspections.states.assignment import COVERED, AssignmentState
from inspections.states.team import EMPOWERED, JOINABLE, OPEN_TO_CHANGE, TeamState


def may_change_team(user: User, team: Team) -> Verdict:
    if not (verdict := is_office(user, team.body)):
        return verdict
    if team.state not in OPEN_TO_CHANGE:
        return Verdict(_("The team is authorised; its name, mode and targets are settled."))
    return ALLOWED


def may_add_members(user: User, team: Team) -> Verdict:
    """Until the team ends; who joins an authorised team has no right before the group's word."""
    if not (verdict := is_office(user, team.body)):
        return verdict
    if team.state not in JOINABLE:
        return Verdict(_("The team is dissolved already."))
    return ALLOWED


def may_place(user: User, target: RoundTarget, team: Team, *, reason: str) -> Verdict:
    """One more target for a team; beyond the round's number only with a written reason (HLJ-09)."""
    if not (verdict := may_change_round(user, target.round)):
        return verdict
    if team.round_id != target.round_id:
        return Verdict(_("This team belongs to another round."))
    if not (verdict := may_change_team(user, team)):
        return verdict
    held = getattr(target, "assignment", None)
    if held is not None and held.state != AssignmentState.ASSIGNED:
        return Verdict(_("The unit has been notified; its team is settled."))
    if held is not None and held.team_id == team.pk:
        return Verdict(_("The team has this target already."))
    if not (verdict := mode_allows(team, target.organization)):
        return verdict
    most = target.round.targets_per_team
    if team.assignments.count() >= most and not reason:
        return Verdict(
            _(
                "%(team)s has %(most)s targets, as many as the round plans for a team. Give a reason for one more."
            )
            % {"team": team, "most": most}
        )
    return ALLOWED


def may_name_member(user: User, team: Team, person: User, role: str) -> Verdict:
    if not (verdict := may_add_members(user, team)):
        return verdict
    elsewhere = TeamMember.objects.serving().filter(
        ~Q(team__state=TeamState.DISSOLVED), person=person, team__round=team.round_id
    )
    if (other := elsewhere.select_related("team").first()) is not None:
        return Verdict(
            _("%(person)s is in %(team)s of this round already.")
            % {"person": person, "team": other.team}
        )
    entry = person.pool_entries.filter(body=team.body_id).first()
    if entry is None:
        return Verdict(_("%(person)s is not in the talent pool.") % {"person": person})
    if role == Role.TEAM_LEADER:
        if not entry.may_lead:
            return Verdict(_("%(person)s is not in the leaders' pool.") % {"person": person})
        if team.members.serving().filter(role=Role.TEAM_LEADER).exists():
            return Verdict(_("The team has a leader already."))
    return ALLOWED


def may_release_member(user: User, member: TeamMember) -> Verdict:
    """A person may leave a team at any time; the rights end with it."""
    if not (verdict := is_office(user, member.team.body)):
        return verdict
    if member.removed_at is not None:
        return Verdict(_("This person has left the team already."))
    return ALLOWED


def may_ask_for_declarations(user: User, team: Team) -> Verdict:
    if not (verdict := is_office(user, team.body)):
        return verdict
    if team.state != TeamState.FORMING:
        return Verdict(_("The members have been asked already."))
    if not (verdict := is_staffed(team)):
        return verdict
    if not team.assignments.exists():
        return Verdict(_("The team has no target yet."))
    return ALLOWED


def is_staffed(team: Team) -> Verdict:
    """A leader, who confirms, and a deputy, who reviews: without both no paper gets through."""
    held = set(team.members.serving().values_list("role", flat=True))
    if Role.TEAM_LEADER not in held:
        return Verdict(_("The team has no leader yet."))
    if Role.TEAM_DEPUTY not in held:
        return Verdict(_("The team has no deputy leader yet; nobody could review its papers."))
    return ALLOWED


def may_authorize(user: User, team: Team) -> Verdict:
    """The leading group's authority, for one task (LZ-11), once every recusal is settled."""
    if not holds(user, *LEADING, organization=team.body):
        return Verdict(_("Only the leading group authorises a team."))
    if team.state == TeamState.FORMING:
        return Verdict(_("The members have not been asked about recusal yet."))
    if team.state != TeamState.RECUSAL_CHECK:
        return Verdict(_("The team is authorised already; extend the authorisation instead."))
    if not (verdict := is_approved(team.round)):
        return verdict
    if not (verdict := is_staffed(team)):
        return verdict
    return recusal_settled(team)


def newcomers(team: Team) -> QuerySet[TeamMember]:
    """Members named after the authorisation, whom the leading group has not authorised yet."""
    if team.state not in EMPOWERED:
        return TeamMember.objects.none()
    return team.members.awaiting_authority()


def may_supplement(user: User, team: Team) -> Verdict:
    """The leading group authorises who joined later, once they have declared (LZ-11)."""
    if not holds(user, *LEADING, organization=team.body):
        return Verdict(_("Only the leading group authorises a team."))
    if team.state not in EMPOWERED:
        return Verdict(_("The team itself is not authorised."))
    in_force = team.authorizations.filter(revoked_at=None, valid_to__gte=timezone.localdate())
    if not in_force.exists():
        return Verdict(_("The team's authorisation has ended; extend it first."))
    joined = newcomers(team)
    if not joined.exists():
        return Verdict(_("Nobody waits for a supplementary authorisation."))
    return recusal_settled(team, joined)


def may_extend(user: User, team: Team, *, valid_to: date | None = None) -> Verdict:
    if not holds(user, *LEADING, organization=team.body):
        return Verdict(_("Only the leading group extends an authorisation."))
    last = team.authorizations.filter(revoked_at=None).order_by("-valid_to").first()
    if team.state not in EMPOWERED or last is None:
        return Verdict(_("There is no authorisation to extend."))
    if valid_to is not None and valid_to <= last.valid_to:
        return Verdict(
            _("The authorisation runs to %(last)s; choose a later date.")
            % {"last": last.valid_to.isoformat()}
        )
    return ALLOWED


def may_dissolve(user: User, team: Team) -> Verdict:
    """After the feedback of every target, or once the last authorised day is over."""
    if not (verdict := is_office(user, team.body)):
        return verdict
    if team.state == TeamState.DISSOLVED:
        return Verdict(_("The team is dissolved already."))
    if team.state in OPEN_TO_CHANGE:
        return ALLOWED
    over = not team.authorizations.filter(
        revoked_at=None, valid_to__gte=timezone.localdate()
    ).exists()
    counted = team.assignments.aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(state__in=COVERED))
    )
    if not over and counted["all"] != counted["done"]:
        return Verdict(_("The team still has targets without feedback and time to work on them."))
    if team.state == TeamState.STATIONED:
        return Verdict(_("The team is still on site; withdraw it first."))
    return ALLOWED
