"""May they? Each answer carries its own sentence."""

from django.utils.translation import gettext_lazy as _

from accounts import scope
from accounts.models import Duty, User
from accounts.roles import ADMINS, Role
from accounts.verdicts import ALLOWED, Verdict


def may_manage_accounts(user: User) -> Verdict:
    """Accounts and organisations belong to the system administrator (domain.md 4.4)."""
    if not scope.holds(user, Role.SYSTEM_ADMIN):
        return Verdict(_("Only the system administrator manages accounts and organisations."))
    return ALLOWED


def may_manage_duties(user: User) -> Verdict:
    """Duties belong to the security administrator (domain.md 4.4)."""
    if not scope.holds(user, Role.SECURITY_ADMIN):
        return Verdict(_("Only the security administrator grants and revokes duties."))
    return ALLOWED


def may_grant(user: User, *, person: User, role: str) -> Verdict:
    verdict = may_manage_duties(user)
    if not verdict:
        return verdict
    if person == user:
        return Verdict(_("Nobody grants a duty to themselves."))
    others = Duty.objects.filter(person=person, revoked_at=None).exclude(role=role)
    if role in ADMINS and others.exists():
        return Verdict(_("An administrator holds no other duty. Revoke the person's duties first."))
    if others.filter(role__in=ADMINS).exists():
        return Verdict(_("This person is an administrator and can hold no other duty."))
    return ALLOWED


def may_read_journal(user: User) -> Verdict:
    """The journal is the audit administrator's alone (domain.md 4.4)."""
    if not scope.holds(user, Role.AUDIT_ADMIN):
        return Verdict(_("Only the audit administrator reads the journal."))
    return ALLOWED
