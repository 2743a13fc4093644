"""Where a person may register leads."""

from django.db.models import QuerySet

from accounts.models import Organization, User
from accounts.roles import TEAM, Role
from accounts.scope import authorizations, duties, recused
from inspections.models import Assignment, TeamAuthorization


def registers(user: User, *roles: str) -> bool:
    return duties(user).filter(role__in=roles).exists()


def places_to_register(user: User) -> QuerySet[Assignment]:
    """The units of the person's own team."""
    served = TeamAuthorization.objects.filter(pk__in=authorizations(user, *TEAM))
    return (
        Assignment.objects.filter(team__in=served.values("team_id"))
        .exclude(organization__in=recused(user))
        .select_related("organization", "body", "team")
    )


def clerks_body(user: User) -> Organization | None:
    """The body whose lead clerk the person is."""
    held = duties(user).filter(role=Role.LEAD_CLERK).values("organization_id")
    return Organization.objects.filter(pk__in=held).order_by("pk").first()
