"""Spreading targets over rounds: nobody left over, no round much larger than another."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Grouping(StrEnum):
    MIXED = "mixed"  # every round takes some of each category
    SECTOR = "sector"  # neighbouring rounds finish one category before the next begins


@dataclass(frozen=True)
class Spreadable:
    """What the spreading needs to know of a target."""

    pk: int
    category: str


def spread(
    targets: Sequence[Spreadable],
    rounds: Sequence[int],
    *,
    grouping: Grouping,
    pinned: Mapping[str, Collection[int]],
) -> dict[int, int]:
    """The round number for each target.

    ``pinned`` categories go into their chosen rounds alone (HLJ-08). The least filled of the
    allowed rounds is always next, so rounds differ by one at most as far as the pins allow.
    """
    load = Counter(dict.fromkeys(rounds, 0))
    placed: dict[int, int] = {}
    for target in (target for target in targets if target.category in pinned):
        allowed = [number for number in rounds if number in pinned[target.category]]
        placed[target.pk] = _least(load, allowed)
        load[placed[target.pk]] += 1
    free = sorted(
        (target for target in targets if target.category not in pinned),
        key=lambda target: (target.category, target.pk),
    )
    if grouping is Grouping.MIXED:
        for target in free:
            placed[target.pk] = _least(load, rounds)
            load[placed[target.pk]] += 1
        return placed
    places = _places(load, rounds, len(free))
    return placed | {target.pk: number for target, number in zip(free, places, strict=True)}


def _least(load: Mapping[int, int], allowed: Sequence[int]) -> int:
    return min(allowed, key=lambda number: (load[number], number))


def _places(load: Counter[int], rounds: Sequence[int], wanted: int) -> list[int]:
    """``wanted`` places, evenly over the rounds, in the order of the rounds."""
    filled = load.copy()
    places = []
    for _place in range(wanted):
        number = _least(filled, rounds)
        filled[number] += 1
        places.append(number)
    return sorted(places, key=rounds.index)
