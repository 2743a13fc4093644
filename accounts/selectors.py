"""What waits for a second administrator."""

from django.db.models import Prefetch, QuerySet

from accounts import scope
from accounts.models import AccountClosing, Duty, PasswordReset, User
from accounts.roles import Role


def people_for_list() -> QuerySet[User]:
    """Everybody, each with what waits for a second system administrator."""
    waiting = Prefetch("closings", AccountClosing.objects.waiting(), to_attr="waiting_closings")
    return User.objects.select_related("organization").prefetch_related(waiting)


def duties_for_list() -> QuerySet[Duty]:
    return Duty.objects.select_related("person", "organization", "authorization", "granted_by")


def waiting_duties(user: User) -> QuerySet[Duty]:
    """Duties that another security administrator granted and this one may confirm."""
    if not scope.holds(user, Role.SECURITY_ADMIN):
        return Duty.objects.none()
    waiting = Duty.objects.waiting().exclude(granted_by=user.pk).exclude(person=user.pk)
    return duties_for_list().filter(pk__in=waiting.order_by().values("pk"))


def resets_for_list() -> QuerySet[PasswordReset]:
    return PasswordReset.objects.select_related("person__organization", "asked_by", "confirmed_by")


def waiting_resets(user: User) -> QuerySet[PasswordReset]:
    """New passwords whose second half this system administrator may give out."""
    if not scope.holds(user, Role.SYSTEM_ADMIN):
        return PasswordReset.objects.none()
    waiting = PasswordReset.objects.waiting().exclude(asked_by=user.pk).exclude(person=user.pk)
    return resets_for_list().filter(pk__in=waiting.order_by().values("pk"))
