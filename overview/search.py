"""One box for everything the reader may see: numbers, organisations, words of issues and items.

Leads are not searched: there is no way to find one but the list of those whose duty it is.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts import keys
from accounts.models import User
from accounts.paging import first_of
from inspections.models import Assignment, Issue, Round, WorkingPaper
from rectification.selectors.ledger import ledger

SHOWN = 20
LONGEST = 100


@dataclass(frozen=True)
class Place:
    """Where words are looked for."""

    label: str | Promise
    rows: Callable[[User, str], QuerySet]


@dataclass(frozen=True)
class Found:
    """What was found in one place: the first rows, and how many there are in all."""

    label: str | Promise
    count: int
    rows: list


PLACES = [
    Place(
        _("Items"),
        lambda user, words: ledger(user, q=words).select_related("organization"),
    ),
    Place(
        _("Issues"),
        lambda user, words: (
            Issue.objects.visible_to(user)
            .filter(Q(haystack__holds=words) | numbered(words))
            .select_related("organization")
        ),
    ),
    Place(
        _("Working papers"),
        lambda user, words: (
            WorkingPaper.objects.visible_to(user)
            .filter(haystack__holds=words)
            .select_related("organization")
        ),
    ),
    Place(
        _("Assignments"),
        lambda user, words: (
            Assignment.objects.visible_to(user)
            .filter(
                Q(organization__name__icontains=words)
                | Q(organization__initials__startswith=words.lower())
            )
            .select_related("organization", "round", "team")
        ),
    ),
    Place(
        _("Rounds"),
        lambda user, words: Round.objects.visible_to(user).filter(name__icontains=words),
    ),
]


def numbered(words: str) -> Q:
    """Issues are numbered in figures: other words are no number."""
    number = keys.read(words)
    return Q(pk__in=[]) if number is None else Q(number=number)


def clean(words: str) -> str:
    """The words to look for: trimmed, without characters the database refuses."""
    return " ".join(words.replace("\x00", " ").split())[:LONGEST]


def find(user: User, words: str) -> list[Found]:
    """What the reader may see that holds ``words``, place by place; empty places are left out."""
    found = []
    for place in PLACES:
        rows = place.rows(user, words)
        count = rows.count()
        if count:
            found.append(Found(place.label, count, first_of(rows, SHOWN, count=count)))
    return found
