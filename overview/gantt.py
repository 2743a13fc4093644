"""The rounds side by side in time: on site, then rectification; the present marked by a line."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from accounts.models import User
from inspections.models import Round
from overview.curve import number
from rectification.selectors.ledger import ledger

# The drawing: names stand left of LEFT, months above TOP, a line a round below.
LEFT, RIGHT, TOP, LINE, BAR = 150, 1180, 24, 32, 20
ROUNDS_SHOWN = 3


@dataclass(frozen=True)
class Phase:
    """One bar: ``past``, ``now`` or ``next``."""

    label: str | Promise
    kind: str
    x: str
    width: str
    label_x: str


@dataclass(frozen=True)
class Row:
    name: str
    y: str
    text_y: str
    phases: list[Phase]


@dataclass(frozen=True)
class Gantt:
    rows: list[Row]
    months: list[tuple[str, str]]
    today_at: str

    @property
    def height(self) -> int:
        return TOP + LINE * ROUNDS_SHOWN


Spans = list[tuple[str | Promise, date, date]]


def gantt(user: User) -> Gantt | None:
    """The newest rounds with dates that the reader may see; none, and there is nothing to draw."""
    found = Round.objects.visible_to(user).filter(station_from__isnull=False)
    rounds = list(found.order_by("-station_from", "-pk")[:ROUNDS_SHOWN])
    spans = {round_: list(spans_of(round_, user)) for round_ in reversed(rounds)}
    days = [day for line in spans.values() for _label, *ends in line for day in ends]
    if not days:
        return None
    first, last = min(days).replace(day=1), max(days)
    return Gantt(
        rows=[
            _row(place, round_, line, first, last)
            for place, (round_, line) in enumerate(spans.items())
        ],
        months=list(_months(first, last)),
        today_at=number(_x(timezone.localdate(), first, last)),
    )


def spans_of(round_: Round, user: User) -> Iterator[tuple[str | Promise, date, date]]:
    if round_.station_from and round_.station_to:
        yield pgettext_lazy("phase", "On site"), round_.station_from, round_.station_to
    ends = ledger(user, round=round_.pk, kind="counted").aggregate(
        begin=Min("clock__base_on"), end=Max("clock__due_on")
    )
    if ends["begin"] and ends["end"]:
        yield pgettext_lazy("phase", "Rectification"), ends["begin"], ends["end"]


def _row(place: int, round_: Round, spans: Spans, first: date, last: date) -> Row:
    y = TOP + LINE * place
    return Row(
        name=str(round_),
        y=str(y),
        text_y=str(y + BAR - 6),
        phases=[_phase(label, begin, end, first, last) for label, begin, end in spans],
    )


def _phase(label: str | Promise, begin: date, end: date, first: date, last: date) -> Phase:
    today = timezone.localdate()
    kind = "past" if end < today else "now" if begin <= today else "next"
    x = _x(begin, first, last)
    return Phase(label, kind, number(x), number(_x(end, first, last) - x), number(x + 8))


def _x(day: date, first: date, last: date) -> float:
    share = (day - first).days / ((last - first).days or 1)
    return LEFT + (RIGHT - LEFT) * min(max(share, 0), 1)


def _months(first: date, last: date) -> Iterator[tuple[str, str]]:
    """Each month, or each third of a long time; the year stands where it begins."""
    step = 1 if (last - first).days <= 500 else 3
    day, place = first, 0
    while day <= last:
        if place % step == 0:
            label = f"{day:%Y-%m}" if place == 0 or day.month <= step else f"{day:%m}"
            yield number(_x(day, first, last)), label
        day, place = (day + timedelta(days=31)).replace(day=1), place + 1
