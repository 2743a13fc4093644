"""May they? Each answer carries its own sentence."""

from django.utils.translation import gettext_lazy as _

from accounts import scope
from accounts.models import AccountClosing, Duty, PasswordReset, User
from accounts.roles import ADMINS, TEAM, Role
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
    if role in TEAM:
        return Verdict(
            _(
                "A team's duties come from its authorisation alone: name the team's members in its round."
            )
        )
    return may_hold(person, role)


def may_hold(person: User, role: str) -> Verdict:
    """The three administrators are three people, and none of them has a business duty."""
    others = Duty.objects.filter(person=person, revoked_at=None).exclude(role=role)
    if role in ADMINS and others.exists():
        return Verdict(_("An administrator holds no other duty. Revoke the person's duties first."))
    if others.filter(role__in=ADMINS).exists():
        return Verdict(_("This person is an administrator and can hold no other duty."))
    return ALLOWED


def may_confirm(user: User, duty: Duty) -> Verdict:
    """A duty granted by one security administrator is confirmed by another (A7)."""
    for verdict in (may_manage_duties(user), waits_for(user, duty)):
        if not verdict:
            return verdict
    return may_hold(duty.person, duty.role)


def waits_for(user: User, duty: Duty) -> Verdict:
    """Whether this duty still waits for that person; asks the database nothing."""
    if duty.revoked_at is not None:
        return Verdict(_("This duty has been revoked already."))
    if duty.confirmed_at is not None:
        return Verdict(_("This duty has been confirmed already."))
    if user.pk == duty.granted_by_id:
        return Verdict(_("A second security administrator confirms what you granted."))
    if user.pk == duty.person_id:
        return Verdict(_("Nobody grants a duty to themselves."))
    return ALLOWED


def may_reset(user: User, person: User) -> Verdict:
    if not (verdict := may_manage_accounts(user)):
        return verdict
    if user == person:
        return Verdict(_("Change your own password under your name, at the top right."))
    return ALLOWED


def may_give_second_half(user: User, reset: PasswordReset) -> Verdict:
    """Neither of the two administrators alone can sign in as the person."""
    if not (verdict := may_manage_accounts(user)):
        return verdict
    if reset.confirmed_at is not None or reset.ended_at is not None:
        return Verdict(_("This is over. Ask for a new password again if it is needed."))
    if user.pk == reset.asked_by_id:
        return Verdict(_("Another system administrator gives out the second half."))
    if user.pk == reset.person_id:
        return Verdict(_("Change your own password under your name, at the top right."))
    return ALLOWED


def is_administrator(person: User) -> bool:
    """Whether the person holds, or waits for, a duty of the three administrators."""
    return Duty.objects.filter(person=person, role__in=ADMINS, revoked_at=None).exists()


def may_set_active(user: User, person: User) -> Verdict:
    if not (verdict := may_manage_accounts(user)):
        return verdict
    if user == person:
        return Verdict(_("Nobody closes their own account."))
    return ALLOWED


def may_confirm_closing(user: User, closing: AccountClosing) -> Verdict:
    """Neither system administrator alone shuts another administrator out, or lets one in again."""
    for verdict in (may_manage_accounts(user), still_waits(closing)):
        if not verdict:
            return verdict
    if user.pk in {closing.asked_by_id, closing.person_id}:
        return Verdict(_("Another system administrator confirms this."))
    return ALLOWED


def still_waits(closing: AccountClosing) -> Verdict:
    if closing.confirmed_at is not None or closing.ended_at is not None:
        return Verdict(_("This is over. Begin again if it is needed."))
    return ALLOWED


def may_read_journal(user: User) -> Verdict:
    """The journal is the audit administrator's alone (domain.md 4.4)."""
    if not scope.holds(user, Role.AUDIT_ADMIN):
        return Verdict(_("Only the audit administrator reads the journal."))
    return ALLOWED
