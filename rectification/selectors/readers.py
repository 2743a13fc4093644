"""Who is reminded of a deadline, and whose files these are."""

from django.db.models import Q, QuerySet

from accounts.models import StoredFile, User
from accounts.roles import OFFICE, Role
from accounts.scope import holders
from deadlines.models import Clock
from rectification.models import (
    ItemEvidence,
    PlanImport,
    RectificationItem,
    RectificationPlan,
    RectificationReport,
    Suggestion,
    SuggestionReply,
    UnitDeadlines,
    UnitMeeting,
)


def of_item_clock(clock: Clock, audience: str) -> QuerySet[User]:
    """Handler = the unit's liaison, leader = the one who answers for this item."""
    if audience == "leader":
        led = RectificationItem.objects.filter(clock=clock).values("leader")
        return User.objects.filter(pk__in=led, is_active=True)
    return of_unit_clock(clock, audience)


def of_plan_clock(clock: Clock, audience: str) -> QuerySet[User]:
    if audience == "leader":
        return holders(Role.UNIT_LEADER, organization=clock.organization)
    return of_unit_clock(clock, audience)


def of_unit_clock(clock: Clock, audience: str) -> QuerySet[User]:
    if audience == "office":
        return holders(*OFFICE, organization=clock.body)
    if audience == "head":
        return holders(Role.UNIT_HEAD, organization=clock.organization)
    if audience == "handler":
        return holders(Role.UNIT_LIAISON, organization=clock.organization)
    return User.objects.none()


def of_suggestion_clock(clock: Clock, audience: str) -> QuerySet[User]:
    if audience == "office":
        return holders(*OFFICE, organization=clock.body)
    if audience == "handler":
        return holders(Role.DEPARTMENT_LIAISON, Role.UNIT_LIAISON, organization=clock.organization)
    if audience == "head":
        return holders(Role.UNIT_HEAD, organization=clock.organization)
    return User.objects.none()


def item_clocks(user: User) -> QuerySet:
    return RectificationItem.objects.visible_to(user).values("clock")


def plan_clocks(user: User) -> QuerySet:
    """From the day the unit received the feedback, and to those who read its plans."""
    plans = RectificationPlan.objects.visible_to(user)
    owed = UnitDeadlines.objects.visible_to(user)
    return Clock.objects.filter(
        Q(pk__in=plans.values("clock")) | Q(pk__in=owed.values("plan_clock"))
    ).values("pk")


def meeting_clocks(user: User) -> QuerySet:
    return UnitDeadlines.objects.visible_to(user).values("meeting_clock")


def report_clocks(user: User) -> QuerySet:
    return UnitDeadlines.objects.visible_to(user).exclude(report_clock=None).values("report_clock")


def suggestion_clocks(user: User) -> QuerySet:
    return Suggestion.objects.visible_to(user).values("clock")


def files(user: User) -> QuerySet:
    """Ids of evidence, minutes, reports, replies and workbooks of rows the reader may see."""
    evidence = ItemEvidence.objects.visible_to(user).standing()
    meetings = UnitMeeting.objects.visible_to(user).exclude(minutes=None)
    reports = RectificationReport.objects.visible_to(user).exclude(signed_copy=None)
    replies = SuggestionReply.objects.visible_to(user).exclude(file=None)
    plans = RectificationPlan.objects.visible_to(user).values("pk")
    imports = PlanImport.objects.filter(uploaded_by=user.pk, plan__in=plans)
    return StoredFile.objects.filter(
        Q(pk__in=evidence.values("file"))
        | Q(pk__in=meetings.values("minutes"))
        | Q(pk__in=reports.values("signed_copy"))
        | Q(pk__in=replies.values("file"))
        | Q(pk__in=imports.values("file"))
    ).values("pk")
