from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspections.rules.rates import Change, Rate
from inspections.rules.spread import Grouping, Spreadable, spread
from inspections.states.plan import TargetCategory

HEILONGJIANG = {
    TargetCategory.CITY: 13,
    TargetCategory.COUNTY: 125,
    TargetCategory.ORGAN: 95,
    TargetCategory.UNIVERSITY: 23,
    TargetCategory.ENTERPRISE: 14,
    TargetCategory.PARTY_ORGAN: 26,
    TargetCategory.ZONE: 4,
}


def three_hundred() -> list[Spreadable]:
    kinds = [kind for kind, number in HEILONGJIANG.items() for _one in range(number)]
    return [Spreadable(pk, kind) for pk, kind in enumerate(kinds)]


@pytest.mark.row("YN-22")
def test_rounds_are_compared_half_up_with_two_decimals():
    issues, leads = Change(507, 624), Change(108, 158)

    assert (issues.signed, issues.percent) == ("+117", Decimal("23.08"))
    assert (leads.signed, leads.percent) == ("+50", Decimal("46.30"))


def test_a_rate_keeps_its_fraction():
    rate = Rate(590, 1172)

    assert (str(rate), rate.fraction) == ("50.34%", "590/1172")
    assert str(Rate(0, 0)) == "—"
    assert Rate(1, 800).percent == Decimal("0.13")  # 0.125, half up


@pytest.mark.row("HLJ-07")
@pytest.mark.parametrize("grouping", list(Grouping))
def test_three_hundred_targets_make_ten_rounds_of_thirty(grouping):
    placed = spread(three_hundred(), range(1, 11), grouping=grouping, pinned={})

    assert Counter(placed.values()) == dict.fromkeys(range(1, 11), 30)


@pytest.mark.row("HLJ-08")
def test_all_universities_stay_in_the_chosen_round():
    targets = three_hundred()

    placed = spread(
        targets, range(1, 11), grouping=Grouping.MIXED, pinned={TargetCategory.UNIVERSITY: [3]}
    )

    universities = {t.pk for t in targets if t.category == TargetCategory.UNIVERSITY}
    assert {placed[pk] for pk in universities} == {3}
    assert Counter(placed.values()) == dict.fromkeys(range(1, 11), 30)


def test_by_sector_a_round_finishes_one_category_before_the_next():
    placed = spread(three_hundred(), range(1, 11), grouping=Grouping.SECTOR, pinned={})

    cities = {placed[t.pk] for t in three_hundred() if t.category == TargetCategory.CITY}
    assert cities == {1}


@given(
    sizes=st.lists(st.integers(0, 40), min_size=1, max_size=5),
    rounds=st.integers(1, 12),
    grouping=st.sampled_from(list(Grouping)),
)
def test_nobody_is_left_over_and_rounds_differ_by_one_at_most(sizes, rounds, grouping):
    kinds = [str(kind) for kind, size in enumerate(sizes) for _one in range(size)]
    targets = [Spreadable(pk, kind) for pk, kind in enumerate(kinds)]

    placed = spread(targets, range(1, rounds + 1), grouping=grouping, pinned={})

    counts = Counter(placed.values())
    loads = [counts[number] for number in range(1, rounds + 1)]
    assert set(placed) == {target.pk for target in targets}
    assert max(loads) - min(loads) <= 1
