"""Everything about one deadline, in the order it is read: rule, base, extensions, warnings.

For ``components/light_card.html``: ``light``, ``due``, ``was`` and ``links``. Only for readers who
see the subject itself: reasons and opinions stand in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from deadlines.lights import Light, light_for
from deadlines.models import Clock, Decision, Extension, Pause, Reminder


@dataclass(frozen=True)
class Link:
    """One link of the chain: what it is, what it says, and the notes below."""

    name: str
    text: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Card:
    light: Light
    due: date | None
    was: date | None
    links: list[Link]


def card_for(clock: Clock, today: date | None = None) -> Card:
    extensions = list(
        clock.extensions.select_related("requested_by", "decided_by").order_by("number")
    )
    light = light_for(clock, today)
    granted = [row for row in extensions if row.decision == Decision.GRANTED]
    links = [
        _base(clock),
        _rule(clock),
        *(_pause(row) for row in clock.pauses.select_related("paused_by")),
        *(_extension(row) for row in extensions),
        *_reminders(clock),
        *(Link(_("Note"), warning) for warning in light.warnings),
    ]
    was = granted[0].previous_due_on if granted else None
    return Card(light, clock.due_on, was, links)


def _base(clock: Clock) -> Link:
    return Link(_("Counted from"), clock.base_on.isoformat(), [clock.rule.base_event])


def _rule(clock: Clock) -> Link:
    rule = clock.rule
    text = _("%(rule)s, %(span)s") % {"rule": rule.name, "span": rule.span}
    if clock.agreed_on:
        text = _("%(rule)s, agreed for %(day)s") % {"rule": rule.name, "day": clock.agreed_on}
    return Link(_("Rule"), text, [rule.basis])


def _pause(pause: Pause) -> Link:
    text = _("from %(start)s") % {"start": pause.started_on}
    if pause.ended_on:
        text = _("from %(start)s, counted again from %(end)s") % {
            "start": pause.started_on,
            "end": pause.ended_on,
        }
    return Link(_("Paused"), text, [f"{pause.paused_by}: {pause.reason}"])


def _extension(row: Extension) -> Link:
    asked = _("%(day)s asked by %(person)s: %(reason)s") % {
        "day": row.requested_on,
        "person": row.requested_by,
        "reason": row.reason,
    }
    text = _("%(before)s to %(until)s") % {
        "before": row.previous_due_on,
        "until": row.granted_until or row.requested_until,
    }
    return Link(_("Extension"), text, [asked, _decision(row)])


def _decision(row: Extension) -> str:
    label = row.get_decision_display()
    if row.decided_at is None:
        return str(label)
    day = date_format(row.decided_at, "Y-m-d")
    parts = [f"{day} {label}", str(row.decided_by or ""), row.opinion]
    return " · ".join(part for part in parts if part)


def _reminders(clock: Clock) -> Iterator[Link]:
    """What was sent for the present due date, one line a step."""
    if clock.due_on is None:
        return
    sent = (
        Reminder.objects.sent()
        .filter(clock=clock, due_on=clock.due_on)
        .select_related("rung")
        .order_by("rung__offset", "pk")
    )
    told: dict[int, list[Reminder]] = {}
    for reminder in sent:
        told.setdefault(reminder.rung_id, []).append(reminder)
    for reminders in told.values():
        first = reminders[0]
        audiences = dict.fromkeys(str(row.get_audience_display()) for row in reminders)
        text = _("%(day)s, %(step)s") % {"day": first.reminded_on, "step": first.rung}
        count = len(reminders)
        people = ngettext("%(count)d person", "%(count)d people", count) % {"count": count}
        yield Link(_("Reminded"), text, [f"{people}: {', '.join(audiences)}"])
