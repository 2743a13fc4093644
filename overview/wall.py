"""The wall of units (挂图作战): one tile a unit, toned by how far it has come."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from overview.dashboard import Line

# From which completion rate on a tile belongs to a band; below the last it is band 1.
BANDS = {4: 80, 3: 60, 2: 50}

ORDERS: Mapping[str, tuple[str | Promise, Callable[[Line], tuple]]] = {
    "rate": (
        _("By completion rate"),
        lambda line: (-(line.totals.completion.percent or 0), line.name),
    ),
    "overdue": (_("By overdue items"), lambda line: (-line.totals.overdue, line.name)),
    "items": (_("By number of items"), lambda line: (-line.totals.items, line.name)),
    "name": (_("By name"), lambda line: (line.name,)),
}


def band(line: Line) -> int:
    percent = line.totals.completion.percent or 0
    return next((number for number, least in BANDS.items() if percent >= least), 1)


def tiles(lines: Iterable[Line], order: str = "rate") -> list[tuple[int, Line, int]]:
    """Rank by completion rate, the unit's figures and its band, in the order asked for."""
    ranked = sorted(lines, key=ORDERS["rate"][1])
    ranks = {line.name: rank for rank, line in enumerate(ranked, start=1)}
    _label, key = ORDERS.get(order, ORDERS["rate"])
    return [(ranks[line.name], line, band(line)) for line in sorted(ranked, key=key)]
