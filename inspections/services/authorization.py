"""The leading group's authority: given from date to date, extended by a further row (LZ-11)."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import journal, notices, services, steps
from accounts.models import User
from accounts.verdicts import NotAllowed, demand
from inspections.models import Team, TeamAuthorization, TeamMember
from inspections.rules import team as rules
from inspections.states.team import TEAM_STEPS, TeamState

# The minutes may reach the office late, but authority is not made up afterwards.
MOST_DAYS_BACK = 30
AUTHORIZED = gettext_noop("%(team)s is authorised from %(start)s to %(end)s.")


@transaction.atomic
def authorize_team(
    team: Team, *, valid_from: date, valid_to: date, basis: str, actor: User
) -> TeamAuthorization:
    """Authorise the team: state, authorisation, one duty a member, one notice each."""
    demand(rules.may_authorize(actor, steps.lock(team)))
    _check(valid_from, valid_to, basis)
    steps.move(team, TeamState.AUTHORIZED, steps=TEAM_STEPS, actor=actor)
    members = list(team.members.serving().select_related("person"))
    return _grant(team, members, valid_from, valid_to, basis, None, actor)


@transaction.atomic
def supplement_authorization(team: Team, *, basis: str, actor: User) -> TeamAuthorization:
    """Authorise who joined after the authorisation: a row of its own, to the same last day."""
    team = steps.lock(team)
    demand(rules.may_supplement(actor, team))
    in_force = team.authorizations.filter(revoked_at=None)
    begin = max(timezone.localdate(), in_force.earliest("valid_from").valid_from)
    end = in_force.latest("valid_to").valid_to
    _check(begin, end, basis)
    joined = list(rules.newcomers(team).select_related("person"))
    return _grant(team, joined, begin, end, basis, None, actor)


@transaction.atomic
def extend_authorization(
    team: Team, *, valid_to: date, basis: str, actor: User
) -> TeamAuthorization:
    """Authorise the same members on from the day after the last; the earlier row stays as it is.

    Authority that has lapsed begins anew today. Who joined since waits for a supplement.
    """
    team = steps.lock(team)
    demand(rules.may_extend(actor, team, valid_to=valid_to))
    last = team.authorizations.filter(revoked_at=None).latest("valid_to", "pk")
    begin = max(last.valid_to + timedelta(days=1), timezone.localdate())
    _check(begin, valid_to, basis)
    waiting = rules.newcomers(team).values("pk")
    members = list(team.members.serving().exclude(pk__in=waiting).select_related("person"))
    return _grant(team, members, begin, valid_to, basis, last, actor)


def _check(valid_from: date, valid_to: date, basis: str) -> None:
    if valid_to < valid_from:
        raise NotAllowed(_("The last day of the authorisation lies before the first."))
    if valid_from < timezone.localdate() - timedelta(days=MOST_DAYS_BACK):
        raise NotAllowed(
            _("An authorisation reaches back %(days)s days at most; choose a later first day.")
            % {"days": MOST_DAYS_BACK}
        )
    if valid_to < timezone.localdate():
        raise NotAllowed(_("An authorisation does not end in the past."))
    if not basis.strip():
        raise NotAllowed(_("Name the decision that the authorisation rests on."))


def _grant(
    team: Team, members: Sequence[TeamMember], valid_from: date, valid_to: date, basis: str,
    extends: TeamAuthorization | None, actor: User,
) -> TeamAuthorization:  # fmt: skip
    authorization = TeamAuthorization.objects.create(
        team=team,
        body=team.body,
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis.strip(),
        decided_by=actor,
        extends=extends,
    )
    for member in members:
        services.grant_under(authorization, member.person, member.role, actor=actor)
    journal.record(
        actor=actor,
        verb="authorization.given",
        subject=authorization,
        team=team.pk,
        valid_from=valid_from.isoformat(),
        valid_to=valid_to.isoformat(),
    )
    notices.queue(
        to=[member.person for member in members],
        title=AUTHORIZED,
        about=team,
        url=team.get_absolute_url(),
        team=team.name,
        start=valid_from.isoformat(),
        end=valid_to.isoformat(),
    )
    return authorization
