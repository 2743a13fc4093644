"""The strip of figures above each person's work; every figure opens the rows it counts."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Notice, User
from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from rectification.selectors.counts import totals
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


def for_home(user: User, role: str) -> list[Figure]:
    """What a person of this role looks at first."""
    unread = Notice.objects.visible_to(user).unread().count()
    notices = Figure(_("Unread notices"), unread, reverse("accounts:inbox") + "?unread=true")
    if role not in WITH_LEDGER:
        return [notices]
    found = totals(ledger(user))
    rate = found.completion
    return [
        Figure(
            _("Overdue"),
            found.overdue,
            ledger_url(kind="counted", view="overdue"),
            light="overdue",
        ),
        Figure(_("Due soon"), found.soon, ledger_url(kind="counted", view="soon"), light="soon"),
        Figure(_("In review"), found.review, ledger_url(kind="counted", view="review_in_time")),
        Figure(
            _("Completion rate"),
            str(rate),
            ledger_url(kind="counted", view="closed"),
            base=rate.fraction,
        ),
        notices,
    ]
