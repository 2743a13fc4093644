"""The strip of figures above each person's work; every figure opens the rows it counts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Notice, User
from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from overview.boxes import BEGUN, DONE, Box
from rectification.selectors.counts import Totals, totals
from rectification.selectors.ledger import ledger, ledger_url

WITH_LEDGER = OFFICE | LEADING | REVIEWERS | TEAM | UNIT | {Role.DEPARTMENT_LIAISON}


@dataclass(frozen=True)
class Figure:
    """A count, its words, and the list behind it."""

    label: str | Promise
    value: int | str
    url: str
    base: str | Promise = ""
    light: str = ""
    is_open: bool = False


def for_home(user: User, role: str, *, box: str) -> list[Figure]:
    """What a person of this role looks at first, beside what waits; ``box`` is the open one."""
    found = totals(ledger(user), user) if role in WITH_LEDGER else None
    pressing = _pressing(found) if found else []
    whole = _whole(found) if found and role in LEADING else []
    boxes = [figure for each in (BEGUN, DONE) if (figure := _box(each, user, role, box))]
    return [*pressing, *whole, *boxes[:1], _notices(user), *boxes[1:]]


def _pressing(found: Totals) -> list[Figure]:
    return [
        Figure(
            _("Overdue"),
            found.overdue,
            ledger_url(kind="counted", view="overdue"),
            light="overdue",
        ),
        Figure(_("Due soon"), found.soon, ledger_url(kind="counted", view="soon"), light="soon"),
    ]


def _whole(found: Totals) -> list[Figure]:
    """How far everything has come: the leading group's question."""
    rate = found.completion
    return [
        Figure(_("In review"), found.review, ledger_url(kind="counted", view="review_in_time")),
        Figure(
            _("Completion rate"),
            str(rate),
            ledger_url(kind="counted", view="closed"),
            base=rate.fraction,
        ),
    ]


def _box(box: Box, user: User, role: str, opened: str) -> Figure | None:
    count = box.count(user, role)
    if count is None:
        return None
    address = f"{reverse('overview:home')}?box={box.name}"
    return Figure(box.label, count, address, is_open=box.name == opened)


def _notices(user: User) -> Figure:
    """What the person was told; how many of it they have not opened."""
    mine = Notice.objects.visible_to(user)
    unread = mine.unread().count()
    base = ngettext("%(count)d unread", "%(count)d unread", unread) % {"count": unread}
    return Figure(_("Told to me"), mine.count(), reverse("accounts:inbox"), base=base)
