"""Words that several QuerySets use to say how far a user's sight reaches."""

from typing import TypeVar

from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.scope import authorizations, kept, recused
from inspections.models.team import TeamAuthorization

Rows = TypeVar("Rows", bound=QuerySet)


def teams_of(user: User, *roles: str) -> list[int]:
    """Ids of the teams in which the user holds a role, today, by a valid authorization."""
    held = authorizations(user, *roles)
    teams = TeamAuthorization.objects.filter(pk__in=held).order_by("team_id")
    return kept(user, ("teams", *held), lambda: list(teams.values_list("team_id", flat=True)))


def of_own_teams(user: User, *roles: str, at: str = "assignment__team") -> Q:
    """Rows of the user's own teams; who serves in none gets a condition without the table of teams.

    A join, even one that PostgreSQL finds it does not need, keeps it from counting by an index.
    """
    teams = teams_of(user, *roles)
    return Q(**{f"{at}__in": teams}) if teams else Q(pk__in=[])


def without_recused(rows: Rows, user: User) -> Rows:
    """Subtract the rows of organizations from which the user is recused."""
    return rows.exclude(organization__in=recused(user))
