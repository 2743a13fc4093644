"""What each organisation mode asks of a team and its target (YN-18)."""

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Assignment, Team
from inspections.states.team import OrganizationMode


def within(organization: Organization, place: Organization) -> bool:
    """Whether ``organization`` is ``place`` or lies below it in the tree."""
    return organization.path.startswith(place.path)


def _cross(team: Team, target: Organization) -> Verdict:
    """Teams from elsewhere: the home is not the target, nor over it, nor under it."""
    home = team.home
    if home is None:
        return Verdict(_("Say first where this cross team comes from."))
    if within(target, home) or within(home, target):
        return Verdict(
            _("In cross mode the team from %(home)s may not inspect %(target)s.")
            % {"home": home, "target": target}
        )
    return ALLOWED


def _elevated(team: Team, target: Organization) -> Verdict:
    if target.level == team.body.level:
        return Verdict(
            _("%(target)s is of the body's own level; nothing is elevated.") % {"target": target}
        )
    return ALLOWED


def _rotational(team: Team, target: Organization) -> Verdict:
    """Places inspect each other in a ring, never in pairs, and nobody inspects at home."""
    if not (verdict := _cross(team, target)):
        return verdict
    opposite = Assignment.objects.filter(
        round=team.round_id, team__home=target, organization=team.home_id
    )
    if opposite.exists():
        return Verdict(
            _(
                "%(target)s already inspects %(home)s in this round; two places do not inspect each other."
            )
            % {"home": team.home, "target": target}
        )
    return ALLOWED


# Integrated, assisted and linked teams are put together otherwise, but may go anywhere.
_RULES: dict[str, Callable[[Team, Organization], Verdict]] = {
    OrganizationMode.CROSS: _cross,
    OrganizationMode.ELEVATED: _elevated,
    OrganizationMode.ROTATIONAL: _rotational,
}


def mode_allows(team: Team, target: Organization) -> Verdict:
    rule = _RULES.get(team.mode)
    return rule(team, target) if rule else ALLOWED
