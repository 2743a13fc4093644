"""Totals of which only the sums are known (YN-22, LZ-27): history, never part of live counts."""

from datetime import date

from config.demo.cast import Cast
from config.demo.places import Places
from inspections.models import Term
from inspections.models.history import Measure
from inspections.services import history
from inspections.services import plan as plans

ROUNDS = {13: (507, 108), 14: (624, 158)}


def build(places: Places, cast: Cast) -> None:
    """Rounds 13 and 14 of an earlier term, and a rate of 590/1172."""
    term = plans.add_term(
        body=places.body, actor=cast["office"], number=10, name="第十届（历史统计）",
        starts_on=date(2016, 11, 1), ends_on=date(2021, 11, 1),
    )  # fmt: skip
    for number, (issues, leads) in ROUNDS.items():
        source = f"第{number}轮巡视情况通报，仅有合计数"
        _keep(cast, term, Measure.ISSUES, issues, source, round_number=number)
        _keep(cast, term, Measure.LEADS, leads, source, round_number=number)
    _keep(cast, term, Measure.RECTIFIED, 590, "整改情况通报，仅有合计数", denominator=1172)


def _keep(
    cast: Cast, term: Term, measure: Measure, total: int, source: str,
    *, round_number: int | None = None, denominator: int | None = None,
) -> None:  # fmt: skip
    history.keep_figure(
        body=term.body, term=term, measure=measure, numerator=total, source=source,
        round_number=round_number, denominator=denominator, actor=cast["office"],
    )  # fmt: skip
