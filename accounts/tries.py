"""Passwords are tried a few times and then not for a while, counted before they are checked (B1).

Whoever signs in from a browser that the account knows is counted apart, so that a stranger's guesses
lock out strangers alone. A name that nobody has is treated like any other.
"""

import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import PasswordTry, User
from accounts.verdicts import ALLOWED, NotAllowed, Verdict

WRONG_PASSWORD = "person.password_wrong"  # noqa: S105 - a deed's name
COOKIE = "inspection_device"
KNOWN_FOR = timedelta(days=180)
PEOPLE_OF_A_BROWSER = 5
# In a session that is open already; no browser has this name.
INSIDE = "inside"
KEPT = timedelta(days=180)
STRANGERS_KEPT = timedelta(days=1)


class TooManyTries(NotAllowed):
    """Nothing was checked; ``minutes`` from now it may be tried again."""

    def __init__(self, minutes: int) -> None:
        super().__init__(
            _("Too many wrong passwords. Try again in %(minutes)d minutes.") % {"minutes": minutes}
        )
        self.minutes = minutes


def take(name: str, *, is_sign_in: bool, device: str = "", address: str = "") -> PasswordTry:
    """Take one of the tries for ``name``, to be called before the password is looked at.

    One at a time for a name: whoever comes at the same moment waits until this transaction ends.
    Raises ``TooManyTries`` when none is left; the one taken counts as wrong until ``was_right``.
    """
    mark = _mark(name)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [mark + device])
    window = timedelta(minutes=settings.PASSWORD_TRIES_MINUTES)
    wrong = PasswordTry.objects.counting().filter(
        mark=mark, device=device, at__gt=timezone.now() - window
    )
    times = sorted(wrong.values_list("at", flat=True))
    if len(times) >= settings.PASSWORD_TRIES:
        left = times[-settings.PASSWORD_TRIES] + window - timezone.now()
        raise TooManyTries(max(1, math.ceil(left.total_seconds() / 60)))
    return PasswordTry.objects.create(
        mark=mark,
        device=device,
        person=User.objects.filter(username=name).first(),
        is_sign_in=is_sign_in,
        address=address,
    )


def was_right(row: PasswordTry) -> None:
    """The wrong ones before it no longer count against the same browser; a strange one has no such grace."""
    row.is_right = True
    row.save(update_fields=["is_right"])
    if row.device:
        before = PasswordTry.objects.counting().filter(mark=row.mark, device=row.device)
        before.update(counts=False)


def was_wrong(row: PasswordTry) -> None:
    """The journal has it, too, for a name that nobody has as for any other."""
    journal.record(actor=None, verb=WRONG_PASSWORD, subject=row)


@transaction.atomic
def confirm(person: User, password: str, *, address: str = "") -> Verdict:
    """Whether this is the password of whoever sits at an open session; tries are counted here, too.

    A wrong one is journaled. Raises ``TooManyTries`` when none is left.
    """
    row = take(person.username, is_sign_in=False, device=INSIDE, address=address)
    if not person.check_password(password):
        journal.record(actor=person, verb=WRONG_PASSWORD, subject=person)
        return Verdict(_("This is not your present password. The attempt was recorded."))
    was_right(row)
    return ALLOWED


@dataclass(frozen=True)
class Before:
    """What a person is told of their account: the sign-in before this one, and what failed since."""

    at: datetime
    address: str
    failed: int


def before(person: User) -> Before | None:
    """The last sign-in but the present one; nothing at the first."""
    signed_in = list(PasswordTry.objects.filter(person=person).sign_ins()[:2])
    if len(signed_in) < 2:
        return None
    present, last = signed_in
    since = PasswordTry.objects.filter(person=person, at__gt=last.at, at__lt=present.at).wrong()
    return Before(last.at, last.address, since.count())


def forget_old() -> int:
    """Delete tries after half a year, those of names that nobody has after a day."""
    now = timezone.now()
    old = PasswordTry.objects.filter(at__lt=now - KEPT)
    strange = PasswordTry.objects.filter(person=None, at__lt=now - STRANGERS_KEPT)
    return (old | strange).delete()[0]


def device_of(cookies: Mapping[str, str], name: str) -> str:
    """The browser's own name if ``name`` has signed in from it, under the password it has now."""
    person = User.objects.filter(username=name).first()
    for mark, own, seal in _known(cookies):
        if person and mark == _mark(name) and constant_time_compare(seal, _seal(person, own)):
            return own
    return ""


def known_device(cookies: Mapping[str, str], person: User) -> str:
    """What the browser keeps so that it is known next time; it ends with the password."""
    mark, own = _mark(person.username), get_random_string(16)
    others = [entry for entry in _known(cookies) if entry[0] != mark]
    known = [*others, (mark, own, _seal(person, own))][-PEOPLE_OF_A_BROWSER:]
    return signing.dumps(known, salt=COOKIE)


def _known(cookies: Mapping[str, str]) -> list[tuple[str, str, str]]:
    try:
        kept = signing.loads(cookies.get(COOKIE, ""), salt=COOKIE, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return []
    return [(mark, own, seal) for mark, own, seal in kept]


def _seal(person: User, own: str) -> str:
    return salted_hmac(COOKIE, f"{own} {person.password}", algorithm="sha256").hexdigest()[:32]


def _mark(name: str) -> str:
    """The same for every way to write a name: case, width and composition make no new account."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return salted_hmac("accounts.tries", plain, algorithm="sha256").hexdigest()
