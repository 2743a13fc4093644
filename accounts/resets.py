"""New passwords in two halves: neither system administrator alone can sign in as the person (A7)."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import journal, notices, rules, scope, services
from accounts.models import PasswordReset, User
from accounts.roles import Role
from accounts.verdicts import NotAllowed, demand

WAITS = gettext_noop("The second half of a new password for %(person)s waits for you.")
# Read aloud and typed from paper: no letter that looks like another.
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
HALF = 8


@transaction.atomic
def ask(person: User, *, actor: User) -> str:
    """Begin a reset; the first half, shown once to ``actor``. An earlier one that waits is over.

    The present password goes on working until a second administrator gives out the other half.
    """
    person = User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    demand(rules.may_reset(actor, person))
    PasswordReset.objects.waiting().filter(person=person).update(ended_at=timezone.now())
    reset = PasswordReset.objects.create(person=person, seed=get_random_string(32), asked_by=actor)
    journal.record(actor=actor, verb="person.reset_asked", subject=person, reset=reset.pk)
    notices.queue(
        to=scope.holders(Role.SYSTEM_ADMIN).exclude(pk=actor.pk),
        title=WAITS,
        about=reset,
        url=reset.get_absolute_url(),
        person=person,
    )
    return _half("first", reset)


@transaction.atomic
def confirm(reset: PasswordReset, *, actor: User) -> str:
    """Set the new password, to be changed at first sign-in; its second half, shown once.

    Sessions and keys for other systems end with the password before it.
    """
    reset = _locked(reset)
    demand(rules.may_give_second_half(actor, reset))
    reset.confirmed_by, reset.confirmed_at = actor, timezone.now()
    reset.save(update_fields=["confirmed_by", "confirmed_at"])
    second = _half("second", reset)
    services.set_one_time_password(
        reset.person,
        _half("first", reset) + second,
        actor=actor,
        reset=reset.pk,
        asked_by=reset.asked_by_id,
    )
    return second


@transaction.atomic
def withdraw(reset: PasswordReset, *, actor: User) -> None:
    """Let a reset that waits be over: the first half is worth nothing, the password stays."""
    reset = _locked(reset)
    demand(rules.may_manage_accounts(actor))
    if reset.confirmed_at is not None or reset.ended_at is not None:
        raise NotAllowed(_("This is over. Ask for a new password again if it is needed."))
    reset.ended_at = timezone.now()
    reset.save(update_fields=["ended_at"])
    journal.record(actor=actor, verb="person.reset_withdrawn", subject=reset.person, reset=reset.pk)


def _locked(reset: PasswordReset) -> PasswordReset:
    rows = PasswordReset.objects.select_for_update(of=("self",)).select_related("person")
    return rows.get(pk=reset.pk)


def _half(which: str, reset: PasswordReset) -> str:
    """One half of the password; without the installation's secret key nobody computes it."""
    digest = salted_hmac(f"accounts.resets.{which}", reset.seed, algorithm="sha256").digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in digest[:HALF])
