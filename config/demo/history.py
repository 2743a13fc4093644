"""Totals of which only the sums are known (YN-22, LZ-27): history, never part of live counts."""

from datetime import date

from config.demo.cast import Cast
from config.demo.places import Places
from inspections.models import HistoricalFigure, Term
from inspections.models.history import Measure
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
        _keep(places, term, number, Measure.ISSUES, "个", issues, source)
        _keep(places, term, number, Measure.LEADS, "件", leads, source)
    HistoricalFigure.objects.create(
        body=places.body, term=term, round_number=None, measure=Measure.RECTIFIED, unit="条",
        numerator=590, denominator=1172, source="整改情况通报，仅有合计数",
    )  # fmt: skip


def _keep(
    places: Places, term: Term, number: int, measure: str, unit: str, total: int, source: str
) -> None:
    HistoricalFigure.objects.create(
        body=places.body,
        term=term,
        round_number=number,
        measure=measure,
        unit=unit,
        numerator=total,
        source=source,
    )
