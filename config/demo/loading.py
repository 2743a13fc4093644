"""Everything, in order. Run again it changes nothing: what is there stays."""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import override

from accounts import notices
from accounts.models import Notice, Organization, User
from config.demo import (
    advice,
    fieldwork,
    history,
    places,
    planning,
    reading,
    received,
    rectifying,
    reporting,
    rounds,
    secrets,
)
from config.demo import cast as people
from config.demo.cast import Cast
from config.demo.clock import columns_follow, on
from config.demo.findings import FINDINGS
from inspections.models import Assignment, Round
from inspections.states.round import RoundState

# Of the thirty targets of round nine, the first twelve are told to the end.
TOLD = 12
# Which findings each told unit has, by position.
FOUND = [[0, 2, 3, 4], [0, 1, 2, 4], [1, 2, 3], [0, 2, 3]]


def is_loaded() -> bool:
    return Organization.objects.exists()


@transaction.atomic
def load(say: Callable[[str], None]) -> None:
    """Make the demonstration's world; ``say`` tells how far it has come."""
    with override("zh-hans"), columns_follow():
        say("organisations and people")
        made = places.build()
        cast = people.build(made)
        say("the five-year plan: 300 targets in 10 rounds")
        plan = planning.build(made, cast)
        history.build(made, cast)
        today = timezone.localdate()
        ninth, tenth = rounds.schedules(today)
        say("round nine: from the notice to rectification")
        round_nine = rounds.build(plan, made, cast, ninth)
        _tell_round_nine(round_nine, made, cast, ninth)
        advice.build(made, cast, round_nine, today)
        reading.name_one(_told(round_nine)[0], cast, today)
        say("round ten: on site")
        _tell_round_ten(rounds.build(plan, made, cast, tenth), cast, tenth)
        say("a feedback received from a superior: 3 / 15 / 23 / 108")
        people.add_unit(cast, made.province, "-province")
        received.build(made, cast, today)
        _read_old_notices(today)


def _read_old_notices(today: date) -> None:
    """People have read what reached them more than two weeks ago."""
    old = Notice.objects.filter(created_at__date__lt=today - timedelta(14))
    for person in User.objects.filter(pk__in=old.values("recipient")):
        notices.mark_read(person, old)


def _told(round_: Round) -> QuerySet[Assignment]:
    """The targets whose story is told to the end."""
    assignments = round_.assignments.select_related("organization", "team", "body")
    return assignments.order_by("team__number", "pk")[:TOLD]


def _tell_round_nine(
    round_: Round, made: places.Places, cast: Cast, schedule: rounds.Schedule
) -> None:
    for number, assignment in enumerate(_told(round_)):
        suffix = "" if number == 0 else f"-{number + 1}"
        people.add_unit(cast, assignment.organization, suffix)
        stay = fieldwork.Stay(assignment, cast, schedule)
        findings = [FINDINGS[position] for position in FOUND[number % 4]]
        feedback = fieldwork.walk(stay, made, cast[f"head{suffix}"], findings)
        unit = rectifying.Unit(feedback, cast, suffix, timezone.localdate())
        stories = rectifying.STORIES[number % 4]
        drawn = rectifying.draw_up(unit, [due for _story, due in stories])
        if number == 0:
            secrets.tell(stay, timezone.localdate())
        if number == TOLD - 1:
            continue
        rectifying.approve(unit, drawn)
        rectifying.tell(unit, drawn, stories)
        if number == 0:
            reporting.send_in(unit)

    for assignment in round_.assignments.filter(entered_on=None).select_related("organization"):
        stay = fieldwork.Stay(assignment, cast, schedule)
        fieldwork.pass_through(stay)
    with on(schedule.station_to + timedelta(1)):
        rounds.declare(round_, RoundState.STATIONED, RoundState.REPORTING, cast=cast)


def _tell_round_ten(round_: Round, cast: Cast, schedule: rounds.Schedule) -> None:
    first = (
        round_.assignments.select_related("organization", "team", "body")
        .order_by("team__number", "pk")
        .first()
    )
    people.add_unit(cast, first.organization, "-ten")
    fieldwork.half_way(fieldwork.Stay(first, cast, schedule), cast["head-ten"])
    with on(schedule.station_from + timedelta(1)):
        rounds.declare(round_, RoundState.STATIONED, cast=cast)
