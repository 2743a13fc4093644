"""Closing and opening accounts: an administrator's takes two system administrators (A7)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import journal, notices, rules, scope, services
from accounts.models import AccountClosing, User
from accounts.roles import Role
from accounts.verdicts import NotAllowed, demand

WAITS = gettext_noop("The account of %(person)s is to be closed or opened: it waits for your word.")


@transaction.atomic
def set_active(person: User, active: bool, *, actor: User) -> AccountClosing | None:
    """Close or open an account at once; an administrator's waits for a second person and is returned."""
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    demand(rules.may_set_active(actor, person))
    if not rules.is_administrator(person):
        services.set_active(person, active, actor=actor)
        return None
    if person.closings.waiting().exists():
        raise NotAllowed(_("This waits for a second system administrator already."))
    closing = AccountClosing.objects.create(person=person, closes=not active, asked_by=actor)
    journal.record(
        actor=actor, verb="person.closing_asked", subject=person, closing=closing.pk, active=active
    )
    notices.queue(
        to=scope.holders(Role.SYSTEM_ADMIN).exclude(pk__in=[actor.pk, person.pk]),
        title=WAITS,
        about=closing,
        url=closing.get_absolute_url(),
        person=person,
    )
    return closing


@transaction.atomic
def confirm(closing: AccountClosing, *, actor: User) -> None:
    """The second system administrator's word: the account is closed, or open, from now on."""
    closing = _locked(closing)
    demand(rules.may_confirm_closing(actor, closing))
    closing.confirmed_by, closing.confirmed_at = actor, timezone.now()
    closing.save(update_fields=["confirmed_by", "confirmed_at"])
    services.set_active(closing.person, not closing.closes, actor=actor, closing=closing.pk)


@transaction.atomic
def withdraw(closing: AccountClosing, *, actor: User) -> None:
    """Let it be over: the account stays as it is."""
    closing = _locked(closing)
    demand(rules.may_manage_accounts(actor))
    demand(rules.still_waits(closing))
    closing.ended_at = timezone.now()
    closing.save(update_fields=["ended_at"])
    journal.record(
        actor=actor, verb="person.closing_withdrawn", subject=closing.person, closing=closing.pk
    )


def _locked(closing: AccountClosing) -> AccountClosing:
    rows = AccountClosing.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=closing.pk)
