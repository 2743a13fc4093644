"""Words that several QuerySets use to say how far a user's sight reaches."""

from typing import TypeVar

from django.db.models import QuerySet

from accounts.models import User
from accounts.scope import authorizations, recused
from inspections.models.team import TeamAuthorization

Rows = TypeVar("Rows", bound=QuerySet)


def teams_of(user: User, *roles: str) -> QuerySet:
    """Ids of the teams in which the user holds a role, today, by a valid authorization."""
    held = TeamAuthorization.objects.filter(pk__in=authorizations(user, *roles))
    return held.values("team")


def without_recused(rows: Rows, user: User) -> Rows:
    """Subtract the rows of organizations from which the user is recused."""
    return rows.exclude(organization__in=recused(user))
