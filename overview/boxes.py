"""The three boxes of a person's work: what waits, what they have done, what they began.

Each is a row of heaps, and each heap is the very queryset that its list shows.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from overview import kinds
from overview.work import Heap, Waiting, heaps


@dataclass(frozen=True)
class Box:
    """One box as the home page opens it, and what it says when it is empty."""

    name: str
    label: str | Promise
    kinds: list[Waiting]
    empty_title: str | Promise
    empty_text: str | Promise

    def heaps(self, user: User, role: str) -> list[Heap]:
        return heaps(user, role, self.kinds)

    def count(self, user: User, role: str) -> int | None:
        """How many rows lie in it; none where the role has no such work."""
        mine = [kind for kind in self.kinds if role in kind.roles]
        return sum(kind.count(user) for kind in mine) if mine else None


WAITING = Box(
    "waiting",
    _("Waiting for me"),
    kinds.WAITING,
    _("Nothing waits for you"),
    _("What comes to you for a decision stands here, the nearest date first."),
)
DONE = Box(
    "done",
    _("Handled by me"),
    kinds.DONE,
    _("You have handled nothing yet"),
    _("What you review, sign for, close or decide stands here afterwards."),
)
BEGUN = Box(
    "begun",
    _("Begun by me"),
    kinds.BEGUN,
    _("You have begun nothing yet"),
    _("What you write, claim, ask for or list stands here with where it has got to."),
)
BOXES = {box.name: box for box in (WAITING, DONE, BEGUN)}
