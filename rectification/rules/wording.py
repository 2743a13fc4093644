"""Compare the wording of a plan with the wording that was fed back (SD-06)."""

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

# An unchanged run this short between two changes reads better as part of one change.
SHORTEST_KEPT = 2
# Pairs of equal characters that are still compared run by run; an ordinary text of 1,500
# characters has fewer, and the worst one that has so many takes a fraction of a second.
MOST_PAIRS = 20_000
# What people write in one box, and what is compared.
LONGEST_TEXT = 10_000
# A plan that drops more of the original than this has changed its substance.
LARGEST_TRIM = 0.1
FIGURES = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Piece:
    """A run of text: as it was, cut from the original, or added by the plan."""

    text: str
    change: str = ""


@dataclass(frozen=True)
class Comparison:
    original: tuple[Piece, ...]
    wording: tuple[Piece, ...]
    changes: int
    is_substance: bool

    @property
    def is_same(self) -> bool:
        return self.changes == 0


def compare(original: str, wording: str) -> Comparison:
    """Say what was cut from the original and what stands in the plan instead."""
    before, after = " ".join(original.split()), " ".join(wording.split())
    if without_spaces(before) == without_spaces(after):
        whole = (Piece(before),)
        return Comparison(original=whole, wording=whole, changes=0, is_substance=False)
    blocks = kept_blocks(before, after)
    cut, added = gaps(blocks)
    return Comparison(
        original=pieces(before, [block[0] for block in blocks], cut, "cut"),
        wording=pieces(after, [block[1] for block in blocks], added, "added"),
        changes=sum(1 for old, new in zip(cut, added, strict=True) if old or new),
        is_substance=touches_substance(before, after, sum(cut)),
    )


def without_spaces(text: str) -> str:
    """Spaces and line ends carry no meaning in a fed-back text, and workbooks lose them."""
    return "".join(text.split())


def kept_blocks(before: str, after: str) -> list[tuple[int, int, int]]:
    """Runs found on both sides, without those too short to mean anything."""
    kept = [
        (a, b, size)
        for a, b, size in matching_blocks(before, after)
        if size >= SHORTEST_KEPT or is_edge(a, b, size, before, after)
    ]
    return [(0, 0, 0), *kept, (len(before), len(after), 0)]


def matching_blocks(before: str, after: str) -> list[tuple[int, int, int]]:
    """Runs common to both; where looking for them would take too long, only beginning and end.

    The time a comparison takes grows with the pairs of equal characters, not with the length.
    """
    if is_affordable(before, after):
        found = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        return [(block.a, block.b, block.size) for block in found]
    start = same_signs(before, after)
    rest = before[start:], after[start:]
    end = same_signs(rest[0][::-1], rest[1][::-1])
    middle = rest[0][: len(rest[0]) - end], rest[1][: len(rest[1]) - end]
    inner = matching_blocks(*middle) if is_affordable(*middle) else []
    return [
        (0, 0, start),
        *((a + start, b + start, size) for a, b, size in inner),
        (len(before) - end, len(after) - end, end),
    ]


def same_signs(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next(
        (place for place, (left, right) in pairs if left != right), min(len(one), len(other))
    )


def is_affordable(before: str, after: str) -> bool:
    counted = Counter(after)
    pairs = sum(count * counted[sign] for sign, count in Counter(before).items())
    return pairs <= MOST_PAIRS


def is_edge(a: int, b: int, size: int, before: str, after: str) -> bool:
    """A full stop alone at the end, or one character alone at the start, stays unmarked."""
    ends = a + size == len(before) and b + size == len(after)
    return size > 0 and (ends or (a == 0 and b == 0))


def gaps(blocks: list[tuple[int, int, int]]) -> tuple[list[int], list[int]]:
    cut = [after[0] - before[0] - before[2] for before, after in pairwise(blocks)]
    added = [after[1] - before[1] - before[2] for before, after in pairwise(blocks)]
    return cut, added


def pieces(text: str, starts: list[int], gap_sizes: list[int], change: str) -> tuple[Piece, ...]:
    """Split a text into kept and changed runs; ``starts`` are where kept runs begin."""
    found = []
    position = 0
    for start, gap in zip(starts[1:], gap_sizes, strict=True):
        found.append(Piece(text[position : start - gap]))
        found.append(Piece(text[start - gap : start], change))
        position = start
    found.append(Piece(text[position:]))
    return tuple(piece for piece in found if piece.text)


def touches_substance(before: str, after: str, cut: int) -> bool:
    """A figure gone or altered, or much left out: small made of big, empty made of solid."""
    figures_changed = sorted(FIGURES.findall(before)) != sorted(FIGURES.findall(after))
    return figures_changed or cut > len(before) * LARGEST_TRIM
