"""Where a unit stands after each of its feedbacks, and what it has to do now."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import UNIT, Role
from accounts.scope import holds, organizations
from deadlines.lights import Board, Light
from deadlines.models import Clock
from inspections.models import Feedback
from inspections.states.feedback import OUT
from rectification.models import (
    RectificationItem,
    RectificationPlan,
    RectificationReport,
    Suggestion,
    UnitDeadlines,
    UnitMeeting,
)
from rectification.rules.plan import may_draft_plan, may_record_meeting
from rectification.rules.report import may_draft_report
from rectification.selectors.counts import Totals, no_totals, totals_by
from rectification.selectors.item import Step
from rectification.selectors.ledger import ledger, ledger_url, waiting_for_unit
from rectification.selectors.owed import CLOCKS, owed_by
from rectification.selectors.plan import Decomposition, decompositions
from rectification.selectors.report import reports_to_begin, reports_to_complete
from rectification.states import ItemState, MeetingKind, PlanState, ReportKind, ReportState


@dataclass(frozen=True)
class ReportLine:
    """One of the two reports: its newest edition, or that it may be begun."""

    kind: ReportKind
    report: RectificationReport | None
    may_draft: Any


@dataclass(frozen=True)
class Standing:
    """One feedback and how far the unit has come with it (SD-03)."""

    feedback: Feedback
    plan: RectificationPlan | None
    meetings: list[UnitMeeting]
    totals: Totals
    counts: Decomposition | None
    steps: list[Step]
    may_draft: Any
    may_record: Any
    ledger_url: str
    plan_light: Light | None = None
    meeting_light: Light | None = None
    reports: list[ReportLine] = field(default_factory=list)
    report_light: Light | None = None


@dataclass(frozen=True)
class DutyLine:
    """One thing the unit has to do, with its date and where to do it."""

    name: str
    why: str
    url: str
    deed: str
    light: Light | None


def standings(user: User, board: Board) -> list[Standing]:
    """The unit's feedbacks, the newest first."""
    own = Feedback.objects.visible_to(user).filter(state__in=OUT)
    found = own.filter(organization__in=organizations(user, *UNIT))
    rows = found.select_related(
        "organization",
        "body",
        "assignment__round",
        *(f"unit_deadlines__{clock}" for clock in CLOCKS),
    ).order_by("-issued_at")
    feedbacks = list(
        rows.prefetch_related("plans", "unit_meetings__minutes", "rectification_reports")
    )
    plans = newest_plans(user, feedbacks)
    counts = decompositions(list(plans.values()))
    items = ledger(user).filter(plan__feedback__in=feedbacks)
    figures = {group.key: group.totals for group in totals_by(items, "feedback", user)}
    return [
        standing(
            feedback,
            plans.get(feedback.pk),
            counts,
            figures.get(feedback.pk) or no_totals(),
            user,
            board,
        )
        for feedback in feedbacks
    ]


def newest_plans(user: User, feedbacks: list[Feedback]) -> dict[int, RectificationPlan]:
    """The latest edition for each feedback that has one, by the feedback's key."""
    rows = (
        RectificationPlan.objects.visible_to(user)
        .filter(feedback__in=feedbacks)
        .select_related("clock__rule", "organization", "feedback", "submitted_by")
        .order_by("number")
    )
    return {plan.feedback_id: plan for plan in rows}


def standing(
    feedback: Feedback,
    plan: RectificationPlan | None,
    counts: dict[int, Decomposition],
    figures: Totals,
    user: User,
    board: Board,
) -> Standing:
    meetings = list(feedback.unit_meetings.all())
    owed = getattr(feedback, "unit_deadlines", None)
    return Standing(
        feedback=feedback,
        plan=plan,
        meetings=meetings,
        totals=figures,
        counts=counts[plan.pk] if plan else None,
        steps=steps_of(feedback, plan, meetings, figures),
        may_draft=may_draft_plan(user, feedback),
        may_record=may_record_meeting(user, feedback),
        ledger_url=ledger_url(feedback=feedback),
        plan_light=lit(board, owed.plan_clock) if owed else None,
        meeting_light=lit(board, owed.meeting_clock) if owed else None,
        reports=[report_line(feedback, kind, user) for kind in ReportKind],
        report_light=lit(board, owed.report_clock) if owed else None,
    )


def report_line(feedback: Feedback, kind: ReportKind, user: User) -> ReportLine:
    editions = [one for one in feedback.rectification_reports.all() if one.kind == kind]
    newest = max(editions, key=lambda report: report.number, default=None)
    return ReportLine(kind, newest, may_draft_report(user, feedback, kind))


def steps_of(
    feedback: Feedback,
    plan: RectificationPlan | None,
    meetings: list[UnitMeeting],
    figures: Totals,
) -> list[Step]:
    """Signed for, studied, plan, ledger, closed: each with its date."""
    signed = feedback.signed_at
    in_force = plan.in_force_at if plan else None
    everything = figures.items + figures.immediate
    open_items = everything - figures.closed - figures.immediate_closed
    studied = held(meetings, MeetingKind.STUDY)
    life = held(meetings, MeetingKind.DEMOCRATIC_LIFE)
    return [
        Step(_("Feedback signed for"), day(signed), "done" if signed else "now"),
        Step(_("Study meeting"), studied or _("not held yet"), "done" if studied else ""),
        plan_step(plan),
        Step(_("Democratic-life meeting"), life or _("not held yet"), "done" if life else ""),
        Step(
            _("Ledger"),
            _("from %(day)s") % {"day": day(in_force)} if in_force else "",
            ledger_step(bool(in_force), open_items),
        ),
        report_step(list(feedback.rectification_reports.all())),
        Step(
            _("All closed"),
            f"{everything - open_items}/{everything}" if everything else "",
            "done" if everything and not open_items else "",
        ),
    ]


def report_step(reports: list[RectificationReport]) -> Step:
    """Done with both accepted; returned while the newest edition of one is."""
    name = _("Rectification reports")
    newest = {report.kind: report for report in sorted(reports, key=lambda one: one.number)}
    states = [report.state for report in newest.values()]
    accepted = states.count(ReportState.ACCEPTED)
    if ReportState.RETURNED in states:
        return Step(name, _("returned"), "returned")
    if not states:
        return Step(name, _("not begun"), "")
    whole = accepted == len(ReportKind)
    return Step(name, f"{accepted}/{len(ReportKind)}", "done" if whole else "now")


def ledger_step(in_force: bool, open_items: int) -> str:
    if not in_force:
        return ""
    return "now" if open_items else "done"


def plan_step(plan: RectificationPlan | None) -> Step:
    name = _("Rectification plan")
    if plan is None:
        return Step(name, _("not begun"), "now")
    words = {
        PlanState.DRAFTING: (_("draft, not submitted"), "now"),
        PlanState.RETURNED: (_("returned %(day)s") % {"day": day(plan.returned_at)}, "returned"),
        PlanState.IN_FORCE: (_("in force %(day)s") % {"day": day(plan.in_force_at)}, "done"),
    }
    who, step = words.get(
        PlanState(plan.state), (_("submitted %(day)s") % {"day": day(plan.submitted_at)}, "now")
    )
    return Step(name, who, step)


def held(meetings: list[UnitMeeting], kind: str) -> str:
    return next((row.held_on.strftime("%m-%d") for row in meetings if row.kind == kind), "")


def day(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%m-%d") if moment else ""


def duties_of(user: User, board: Board) -> list[DutyLine]:
    """What waits for the unit, by date: claims to sign, returned and due items, answers."""
    lines = [
        *plan_duties(user, board),
        *meeting_duties(user, board),
        *report_duties(user, board),
        *item_duties(user, board),
        *suggestion_duties(user, board),
    ]
    return sorted(lines, key=lambda line: str(line.light.due_on) if line.light else "9999")


def plan_duties(user: User, board: Board) -> list[DutyLine]:
    """A plan not begun, a draft not sent in, a returned edition not followed by the next."""
    begun = plans_to_complete(user).select_related("clock__rule", "organization")
    return [
        *(plan_to_begin(owed, board) for owed in plans_to_begin(user)),
        *(plan_to_complete(plan, board) for plan in begun),
    ]


def plans_to_begin(user: User) -> QuerySet[UnitDeadlines]:
    """Feedbacks of the user's unit on which no plan was begun; with its deadline."""
    return owed_by(user).without_plan()


def plans_to_complete(user: User) -> QuerySet[RectificationPlan]:
    rows = RectificationPlan.objects.visible_to(user)
    return rows.filter(rows.to_complete_by(user))


def plan_to_begin(owed: UnitDeadlines, board: Board) -> DutyLine:
    return DutyLine(
        name=_("Draw up the rectification plan"),
        why=owed.feedback.title,
        url=owed.get_absolute_url(),
        deed=_("Draw it up"),
        light=lit(board, owed.plan_clock),
    )


def plan_to_complete(plan: RectificationPlan, board: Board) -> DutyLine:
    if plan.is_draft:
        name = _("Complete and submit the rectification plan")
        why = _("Edition %(number)s is a draft; the office does not see it")
    else:
        name = _("Draw up the next edition of the rectification plan")
        why = _("Edition %(number)s was returned")
    return DutyLine(
        name=name,
        why=why % {"number": plan.number},
        url=plan.get_absolute_url(),
        deed=_("Go on with it"),
        light=lit(board, plan.clock),
    )


def meeting_duties(user: User, board: Board) -> list[DutyLine]:
    """The democratic-life meeting of each feedback, until it is recorded."""
    return [
        DutyLine(
            name=_("Hold the special democratic-life meeting"),
            why=owed.feedback.title,
            url=reverse("rectification:unit_home") + f"#meetings-{owed.feedback_id}",
            deed=_("Record it"),
            light=lit(board, owed.meeting_clock),
        )
        for owed in owed_by(user).filter(meeting_clock__stopped_on=None)
    ]


def report_duties(user: User, board: Board) -> list[DutyLine]:
    """Reports not begun once the plan is in force, drafts not sent in, returned editions."""
    owed = {row.feedback_id: row for row in owed_by(user)}
    begun = reports_to_complete(user)
    return [
        *(
            DutyLine(
                name=_("Write the reports on the rectification"),
                why=row.feedback.title,
                url=reverse("rectification:unit_home") + f"#reports-{row.feedback_id}",
                deed=_("Write them"),
                light=lit(board, row.report_clock),
            )
            for row in reports_to_begin(user)
        ),
        *(report_to_complete(report, owed, board) for report in begun),
    ]


def report_to_complete(
    report: RectificationReport, owed: dict[int, UnitDeadlines], board: Board
) -> DutyLine:
    row = owed.get(report.feedback_id)
    why = _("draft, not submitted") if report.is_draft else _("Edition %(number)s was returned")
    return DutyLine(
        name=str(report.get_kind_display()),
        why=why % {"number": report.number},
        url=report.get_absolute_url(),
        deed=_("Go on with it"),
        light=lit(board, row.report_clock) if row else None,
    )


def item_duties(user: User, board: Board) -> list[DutyLine]:
    """A head signs; everybody else carries on with what is returned, late or due soon."""
    own = ledger(user).filter(organization__in=organizations(user, *UNIT))
    rows = own.select_related("clock__rule")
    lines = []
    if holds(user, Role.UNIT_HEAD):
        claimed = rows.filter(state=ItemState.CLAIMED)
        lines += [item_line(item, _("Claimed done"), _("Sign"), board) for item in claimed]
    waiting = waiting_for_unit(user).select_related("clock__rule")
    return lines + [item_line(item, why(item), _("Go on with it"), board) for item in waiting]


def why(item: RectificationItem) -> str:
    if item.state == ItemState.RETURNED:
        return _("Returned: complete it and claim again")
    return str(ItemState(item.state).label_for_unit)


def item_line(item: RectificationItem, reason: str, deed: str, board: Board) -> DutyLine:
    return DutyLine(
        name=item.title,
        why=f"{item.number}，{reason}",
        url=item.get_absolute_url(),
        deed=deed,
        light=lit(board, item.clock),
    )


def suggestion_duties(user: User, board: Board) -> list[DutyLine]:
    rows = Suggestion.objects.visible_to(user).waiting_for(user).select_related("clock__rule")
    return [
        DutyLine(
            name=_("Answer the suggestion: %(title)s") % {"title": row.title},
            why=row.get_state_display(),
            url=row.get_absolute_url(),
            deed=_("Answer"),
            light=lit(board, row.clock),
        )
        for row in rows
    ]


def lit(board: Board, clock: Clock | None) -> Light | None:
    return board.light(clock) if clock else None
