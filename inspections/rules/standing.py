"""Who stands where towards an assignment: questions that several rules begin with."""

from accounts.models import Organization, User
from accounts.scope import holds, recused
from inspections.models import Team


def serves(user: User, team: Team, organization: Organization, *roles: str) -> bool:
    """Whether the user holds one of the roles in the team today and is not recused."""
    if not holds(user, *roles, authorizations=team.authorizations.all()):
        return False
    return not is_recused(user, organization)


def works_for(user: User, body: Organization, organization: Organization, *roles: str) -> bool:
    """Whether the user holds one of the roles for the inspecting body and is not recused."""
    return holds(user, *roles, organization=body) and not is_recused(user, organization)


def is_recused(user: User, organization: Organization) -> bool:
    return organization.pk in recused(user)
