"""Breaking a title into lines (回行): whole words, lines of fitting length, trapezoid or diamond."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

WIDTH = 20  # 22 pt characters in 156 mm
ROOMY = 19  # a title of one line leaves one free
MOST_LINES = 4
# What a line may begin with, what it may end with, and what no line begins with.
CLAUSE = ("关于", "开展")
OPENING = (*CLAUSE, "《", "“", "（")
CLOSING = ("的", "和", "及", "、", "，", "》", "”", "）")
TRAILING = "的等了和与及、，。；：》”）"


def broken(title: str, *, names: Sequence[str] = ()) -> list[str]:
    """``title`` in as few lines as its joints allow; ``names`` are broken only if they must be."""
    if len(title) <= ROOMY:
        return [title]
    inside = _inside(title, names)
    for places in (
        [at for at in range(1, len(title)) if at not in inside and _is_joint(title, at, names)],
        [at for at in range(1, len(title)) if at not in inside and title[at] not in TRAILING],
        [at for at in range(1, len(title)) if title[at] not in TRAILING],
    ):
        for count in range(-(-len(title) // WIDTH), MOST_LINES + 1):
            if fitting := list(_fitting(title, places, count)):
                return min(fitting, key=_ugliness)
    return [title[at : at + WIDTH] for at in range(0, len(title), WIDTH)]


def _inside(title: str, names: Sequence[str]) -> set[int]:
    """Places between two letters of a name that fits on a line."""
    held: set[int] = set()
    for name in names:
        start = title.find(name) if len(name) <= WIDTH else -1
        while start >= 0:
            held.update(range(start + 1, start + len(name)))
            start = title.find(name, start + len(name))
    return held


def _is_joint(title: str, at: int, names: Sequence[str]) -> bool:
    before, after = title[:at], title[at:]
    if after[0] in TRAILING:
        return False
    return (
        after.startswith(OPENING) or before.endswith(CLOSING)
        or any(after.startswith(name) or before.endswith(name) for name in names)
    )  # fmt: skip


def _fitting(title: str, places: Sequence[int], count: int) -> Iterator[list[str]]:
    for cuts in combinations(places, count - 1):
        edges = [0, *cuts, len(title)]
        lines = [title[start:end] for start, end in pairwise(edges)]
        if all(len(line) <= WIDTH for line in lines):
            yield lines


def _ugliness(lines: list[str]) -> tuple[int, float, int]:
    """An hourglass is worst, then uneven lines; of two alike, the one that leaves less below.

    A break before a clause is worth two characters of unevenness.
    """
    lengths = [len(line) for line in lines]
    mean = sum(lengths) / len(lengths)
    hourglass = any(
        lengths[at] < min(lengths[at - 1], lengths[at + 1]) for at in range(1, len(lengths) - 1)
    )
    inner = sum(not line.startswith(CLAUSE) for line in lines[1:])
    uneven = sum((length - mean) ** 2 for length in lengths)
    return int(hourglass), uneven + 8 * inner, lengths[-1]
