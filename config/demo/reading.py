"""One reader by name: the exception to all duties, with its reason and its last day."""

from datetime import date, timedelta

from config.demo.cast import Cast
from config.demo.clock import on
from inspections.models import Assignment
from inspections.services import grant

REASON = "撰写整改成效报道，需核对反馈意见和整改情况原文。"


def name_one(assignment: Assignment, cast: Cast, today: date) -> None:
    """The publicity department's person reads one unit's inspection for two months."""
    with on(today - timedelta(3)):
        named = grant.name_reader(
            assignment,
            person=cast["publicity"],
            reason=REASON,
            valid_to=today + timedelta(60),
            actor=cast["office"],
        )
    with on(today - timedelta(2)):
        grant.confirm(named, actor=cast["director"])
