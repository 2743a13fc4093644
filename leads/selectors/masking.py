"""Which figures must not be shown so that no small one follows from those that are (domain.md 4.2).

Rounds are rows and the stages of a lead are columns, each no greater than the stage before it. What
is held back looks alike, whether it is small itself or covers one that is: otherwise the difference
would tell the small one.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

Table = Sequence[Sequence[int]]
Cell = tuple[int, int]


@dataclass(frozen=True)
class Mask:
    """The cells held back as (row, column), and the columns whose total is held back, too."""

    cells: set[Cell] = field(default_factory=set)
    totals: set[int] = field(default_factory=set)


def mask(table: Table, *, least: int, unshown: int | None = None) -> Mask:
    """Hold back each count from 1 to below ``least``, and as many others as would give it away.

    ``unshown`` is a row that the totals hold and no page shows. A cell that covers others takes the
    later stages of its row along: they would say how great it is at least.
    """
    found = Mask()
    covering = set[int]()
    for column in range(len(table[0]) if table else 0):
        counts = [row[column] for row in table]
        small = {row for row, count in enumerate(counts) if 0 < count < least}
        hidden = _cover(counts, small | {row for row in covering if counts[row]}, unshown)
        covering |= hidden - small
        found.cells.update((row, column) for row in hidden)
        if _follows(counts, hidden) or 0 < sum(counts) < least:
            found.totals.add(column)
    while pinned := {cell[1] for cell in found.cells if not _may_differ(table, found, *cell)}:
        if pinned <= found.totals:
            break
        found.totals.update(pinned)
    return found


def _cover(counts: list[int], hidden: set[int], unshown: int | None) -> set[int]:
    """What is hidden, and the smallest further counts until none of them is the only one left."""
    if not hidden:
        return hidden
    hidden = hidden | ({unshown} if unshown is not None and counts[unshown] else set())
    for _count, row in sorted((count, row) for row, count in enumerate(counts) if count):
        if not _follows(counts, hidden):
            break
        hidden = hidden | {row}
    return hidden


def _follows(counts: list[int], hidden: set[int]) -> bool:
    """One alone is the total less the others; as many as their sum are all ones."""
    if len(hidden) < 2:
        return bool(hidden)
    return sum(counts[row] for row in hidden) == len(hidden)


def _may_differ(table: Table, held: Mask, row: int, column: int) -> bool:
    """Whether the cell could be one more or less, with another row to make up for it in the totals."""
    for (first, last), change in product(_stretches(held, row, column, len(table[0])), (1, -1)):
        stretch = range(first, last + 1)
        if not _fits(table[row], stretch, change):
            continue
        if held.totals.issuperset(stretch):
            return True
        for other in range(len(table)):
            is_hidden = other != row and all((other, each) in held.cells for each in stretch)
            if is_hidden and _fits(table[other], stretch, -change):
                return True
    return False


def _stretches(held: Mask, row: int, column: int, width: int) -> Iterator[tuple[int, int]]:
    """The neighbouring hidden stages of the row around a column, from the narrowest on."""
    first = last = column
    while (row, first - 1) in held.cells:
        first -= 1
    while last + 1 < width and (row, last + 1) in held.cells:
        last += 1
    spans = product(range(column, first - 1, -1), range(column, last + 1))
    return iter(sorted(spans, key=lambda span: span[1] - span[0]))


def _fits(counts: Sequence[int], stretch: range, change: int) -> bool:
    """Whether the stages, so much greater, still stand in order and are something at all."""
    before = counts[stretch[0] - 1] if stretch[0] else None
    after = counts[stretch[-1] + 1] if stretch[-1] + 1 < len(counts) else 0
    is_ordered = before is None or counts[stretch[0]] + change <= before
    return is_ordered and counts[stretch[-1]] + change >= max(after, 1)
