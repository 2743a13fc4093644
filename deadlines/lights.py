"""The light of a deadline: one of seven kinds, with the words that stand beside its colour.

A list makes one ``Board`` and asks it for each row, so that the calendar and the reminder steps
are read once. A light needs only the clock's own columns and its rule: ``select_related("rule")``.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch, TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from accounts.models import User
from accounts.scope import kept
from deadlines import dates, subjects
from deadlines.dates import WorkCalendar
from deadlines.models import Clock, Decision, Extension, Rung, Workday


class LightKind(TextChoices):
    OVERDUE = "overdue", pgettext_lazy("light", "overdue")
    SOON = "soon", pgettext_lazy("light", "due soon")
    FINE = "fine", pgettext_lazy("light", "in time")
    ASKED = "asked", pgettext_lazy("light", "extension asked")
    PAUSED = "paused", pgettext_lazy("light", "paused")
    LONG = "long", pgettext_lazy("light", "long-term")
    DONE = "done", pgettext_lazy("light", "done")


@dataclass(frozen=True)
class Light:
    """What a list shows; ``title`` is the tooltip, ``warnings`` what the reader should know."""

    kind: LightKind
    words: str
    due_on: date | None = None
    title: str = ""
    warnings: list[str] = field(default_factory=list)


def horizon(today: date, calendar: WorkCalendar | None = None) -> date:
    """The last day that counts as soon: the last reminder step before the due date begins it.

    So the light turns when the warning goes out. With no step before the due date, nothing is soon
    but what is due today.
    """
    before = list(Rung.objects.filter(is_active=True, offset__lt=0))
    if not before:
        return today
    calendar = calendar or Workday.objects.calendar(since=today)
    return min(dates.shift(today, -rung.offset, rung.unit, calendar) for rung in before)


def with_extensions(rows: Any, *, at: str = "clock") -> Any:
    """Have the lights of ``rows`` say by how much they were extended; one query more for all."""
    granted = Extension.objects.filter(decision=Decision.GRANTED).order_by("number")
    return rows.prefetch_related(Prefetch(f"{at}__extensions", granted, to_attr="granted"))


def board_for(user: User) -> "Board":
    """The board of a page that this person only reads: calendar and steps are read once for it."""
    return kept(user, "board", Board)


class Board:
    """Lights of many clocks for the price of three queries."""

    def __init__(self, today: date | None = None) -> None:
        self.today = today or dates.today()
        self.calendar = Workday.objects.calendar(since=self.today)
        self.horizon = horizon(self.today, self.calendar)

    def light(self, clock: "Clock | date") -> Light:
        if isinstance(clock, date):
            kind = self._counting(clock)
            return Light(kind, self._remaining(kind, clock), clock)
        kind = self.kind(clock)
        return Light(kind, self._words(kind, clock), clock.due_on, _title(clock), _warnings(clock))

    def kind(self, clock: Clock) -> LightKind:
        """The same as the conditions of ``deadlines.conditions``, in the same order."""
        if not clock.is_running:
            return LightKind.DONE
        if clock.paused_on:
            return LightKind.PAUSED
        if clock.asked_until:
            return LightKind.ASKED
        if clock.is_long_term and (clock.due_on is None or clock.due_on >= self.today):
            return LightKind.LONG
        return self._counting(clock.due_on or self.today)

    def _counting(self, due_on: date) -> LightKind:
        if due_on < self.today:
            return LightKind.OVERDUE
        return LightKind.SOON if due_on <= self.horizon else LightKind.FINE

    def _words(self, kind: LightKind, clock: Clock) -> str:
        if kind == LightKind.DONE:
            return _("%(day)s %(done)s") % {
                "day": self._day(clock.stopped_on),
                "done": subjects.of(clock.kind).done,
            }
        if kind == LightKind.PAUSED:
            return _("paused since %(day)s") % {"day": self._day(clock.paused_on)}
        if kind == LightKind.ASKED:
            return _("extension to %(day)s asked") % {"day": self._day(clock.asked_until)}
        if kind == LightKind.LONG:
            if clock.due_on is None:
                return pgettext("light", "long-term")
            return _("milestone %(day)s") % {"day": self._day(clock.due_on)}
        return self._remaining(kind, clock.due_on or self.today)

    def _remaining(self, kind: LightKind, due_on: date) -> str:
        if kind == LightKind.OVERDUE:
            late = (self.today - due_on).days
            return ngettext("%(count)d day overdue", "%(count)d days overdue", late) % {
                "count": late
            }
        if due_on == self.today:
            return _("due today")
        working = self.calendar.between(self.today, due_on)
        if working:
            return ngettext(
                "%(count)d working day left", "%(count)d working days left", working
            ) % {"count": working}
        left = (due_on - self.today).days
        return ngettext("%(count)d day left", "%(count)d days left", left) % {"count": left}

    def _day(self, day: date | None) -> str:
        """The month and day; with the year when it is not this one."""
        if day is None:
            return ""
        return f"{day:%m-%d}" if day.year == self.today.year else f"{day:%Y-%m-%d}"


def light_for(clock: Clock | date, today: date | None = None) -> Light:
    """The light of one deadline; for a list make one ``Board``."""
    return Board(today).light(clock)


def _title(clock: Clock) -> str:
    parts = [
        _("due %(day)s") % {"day": clock.due_on} if clock.due_on else _("no date"),
        _("counted from %(day)s, %(event)s")
        % {"day": clock.base_on, "event": clock.rule.base_event},
        _("%(rule)s, %(span)s") % {"rule": clock.rule.name, "span": clock.rule.span},
        clock.rule.basis,
        *(
            _("extended from %(before)s to %(until)s")
            % {"before": row.previous_due_on, "until": row.granted_until}
            for row in getattr(clock, "granted", ())
        ),
    ]
    return "\n".join([*parts, *_warnings(clock)])


def _warnings(clock: Clock) -> list[str]:
    warnings = []
    if clock.is_estimated:
        warnings.append(
            _("Estimated: the working days of a year it runs through are not published yet.")
        )
    if not clock.rule.confirmed:
        warnings.append(_("The rule has not been confirmed against the official text."))
    if clock.stopped_on and clock.due_on and clock.stopped_on > clock.due_on:
        late = (clock.stopped_on - clock.due_on).days
        warnings.append(
            ngettext("Finished %(count)d day late.", "Finished %(count)d days late.", late)
            % {"count": late}
        )
    return warnings
