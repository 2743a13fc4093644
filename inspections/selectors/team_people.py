"""Who is in a team, for the lists of names that forms offer."""

from django.db.models import QuerySet

from accounts.models import User
from accounts.roles import TEAM
from accounts.scope import holders
from inspections.models import Team


def members_of(team: Team) -> QuerySet[User]:
    """Everybody who holds a duty in the team today, whatever the role."""
    return holders(*TEAM, authorizations=team.authorizations.all())


def in_roles(team: Team, *roles: str) -> QuerySet[User]:
    return holders(*roles, authorizations=team.authorizations.all())
