"""From a person's duties to what they may see: the one place every ``visible_to`` asks.

Each function gives a subquery, so a visible list stays one SQL statement and a duty that ended at
midnight counts for nothing at the next request. Default is nothing.
"""

from django.db.models import QuerySet

from accounts.models import Authorization, Duty, Organization, Recusal, User


def duties(user: User) -> QuerySet[Duty]:
    """The duties of ``user`` that are valid now, narrowed to the one chosen for the session."""
    held: QuerySet[Duty] = Duty.objects.current().filter(person=user.pk)
    chosen: int | None = getattr(user, "acting_duty_id", None)
    return held.filter(pk=chosen) if chosen else held


def organizations(user: User, *roles: str) -> QuerySet:
    """Ids of the organisations for which ``user`` holds one of ``roles``."""
    return duties(user).filter(role__in=roles).order_by().values("organization_id")


def authorizations(user: User, *roles: str) -> QuerySet:
    """Ids of the authorisations under which ``user`` holds one of ``roles``."""
    held = duties(user).filter(role__in=roles).exclude(authorization=None)
    return held.order_by().values("authorization_id")


def recused(user: User) -> QuerySet:
    """Ids of the organisations that ``user`` must keep away from."""
    held: QuerySet = Recusal.objects.current().filter(person=user.pk).order_by()
    return held.values("organization_id")


def holds(
    user: User,
    *roles: str,
    organization: Organization | None = None,
    authorizations: QuerySet[Authorization] | None = None,
) -> bool:
    """Whether ``user`` now holds one of ``roles``, for that organisation or authorisation."""
    held = duties(user).filter(role__in=roles)
    if organization is not None:
        held = held.filter(organization=organization)
    if authorizations is not None:
        held = held.filter(authorization__in=authorizations.values("pk"))
    return held.exists()


def holders(
    *roles: str,
    organization: Organization | None = None,
    authorizations: QuerySet[Authorization] | None = None,
) -> QuerySet[User]:
    """The people who now hold one of ``roles``: whom a notice goes to."""
    held = Duty.objects.current().filter(role__in=roles)
    if organization is not None:
        held = held.filter(organization=organization)
    if authorizations is not None:
        held = held.filter(authorization__in=authorizations.values("pk"))
    return User.objects.filter(pk__in=held.values("person_id")).order_by("pk")
