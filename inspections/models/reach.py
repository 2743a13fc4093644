"""Words that several QuerySets use to say how far a user's sight reaches."""

from typing import TypeVar

from django.db.models import QuerySet

from accounts.models import User
from accounts.scope import authorizations, kept, recused
from inspections.models.team import TeamAuthorization

Rows = TypeVar("Rows", bound=QuerySet)


def teams_of(user: User, *roles: str) -> list[int]:
    """Ids of the teams in which the user holds a role, today, by a valid authorization."""
    held = authorizations(user, *roles)
    teams = TeamAuthorization.objects.filter(pk__in=held).order_by("team_id")
    return kept(user, ("teams", *held), lambda: list(teams.values_list("team_id", flat=True)))


def without_recused(rows: Rows, user: User) -> Rows:
    """Subtract the rows of organizations from which the user is recused."""
    return rows.exclude(organization__in=recused(user))
