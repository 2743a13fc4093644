"""No figure that is held back follows from those that are shown, whatever the numbers are."""

from itertools import pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leads.selectors.masking import Mask, mask

LEAST = 5


def rows(most: int = 8, stages: int = 2):
    return st.lists(st.integers(0, most), min_size=stages, max_size=stages).map(
        lambda counts: sorted(counts, reverse=True)
    )


def columns(table, held: Mask) -> list[list[tuple[int, ...]]]:
    """For each stage, all that its rounds may be for a reader who adds and subtracts."""
    found = []
    for column in range(len(table[0])):
        counts = [row[column] for row in table]
        top = sum(counts) if column not in held.totals else LEAST * 2
        choices = [
            range(1, top + 1) if (row, column) in held.cells else [count]
            for row, count in enumerate(counts)
        ]
        fits = [
            each for each in product(*choices)
            if column in held.totals or sum(each) == sum(counts)
        ]  # fmt: skip
        found.append(fits)
    return found


def readings(table, held: Mask, unshown: int | None = None) -> list[tuple]:
    """Every table that agrees with the shown numbers, with totals, and with the order of stages."""
    return [
        tables
        for tables in product(*columns(table, held))
        if all(
            earlier >= later
            for first, second in pairwise(tables)
            for earlier, later in zip(first, second, strict=True)
        )
    ]


@settings(max_examples=300, deadline=None)
@given(table=st.lists(rows(), min_size=1, max_size=3))
def test_no_held_back_figure_follows_from_the_shown_ones(table):
    held = mask(table, least=LEAST)

    every = readings(table, held)

    for row, column in held.cells:
        assert len({tables[column][row] for tables in every}) > 1, (table, held)


@given(table=st.lists(rows(most=30, stages=5), min_size=1, max_size=8))
def test_every_small_figure_is_held_back_and_nothing_without_one(table):
    held = mask(table, least=LEAST)

    small = {
        (row, column)
        for row, counts in enumerate(table)
        for column, count in enumerate(counts)
        if 0 < count < LEAST
    }
    assert small <= held.cells
    assert bool(held.cells) == bool(small)
    assert all(table[row][column] for row, column in held.cells)


@pytest.mark.parametrize(
    ("table", "cells", "totals"),
    [
        ([[9], [7]], set(), set()),
        ([[3], [9], [7]], {(0, 0), (2, 0)}, set()),
        ([[1], [1], [9]], {(0, 0), (1, 0), (2, 0)}, set()),
        ([[2], [3], [9]], {(0, 0), (1, 0)}, set()),
        ([[3], [0]], {(0, 0)}, {0}),
        ([[1]] * 6, {(row, 0) for row in range(6)}, {0}),
    ],
)
def test_as_few_as_needed_are_held_back(table, cells, totals):
    assert mask(table, least=LEAST) == Mask(cells, totals)


def test_a_row_that_no_page_shows_covers_without_hiding_another():
    assert mask([[3], [9], [7]], least=LEAST, unshown=1) == Mask({(0, 0), (1, 0)})
