"""Where a report stands, and what it still lacks before it may be submitted."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspections.models import InspectionReport
from inspections.rules.report import has_step, unsigned_citations
from inspections.states.report import ReportDeed, ReportState

ON_THE_WAY = (
    (ReportState.DRAFTING, _("Drafted by the team"), ReportDeed.SUBMITTED),
    (ReportState.SUBMITTED, _("Team-office consultation"), ReportDeed.PUT_FORWARD),
    (ReportState.CONSULTED, _("Leading group"), ReportDeed.LEADING_GROUP),
)


def step_bar(report: InspectionReport) -> list[dict[str, object]]:
    done = {step.kind: step for step in report.steps.select_related("person").order_by("pk")}
    states = [state for state, _name, _deed in ON_THE_WAY]
    reached = states.index(ReportState(report.state)) if report.state in states else len(states)
    bar: list[dict[str, object]] = []
    for position, (_state, name, deed) in enumerate(ON_THE_WAY):
        step = done.get(deed) if position < reached else None
        who = f"{step.person} {timezone.localtime(step.at):%m-%d}" if step else ""
        standing = "done" if position < reached else "now" if position == reached else ""
        bar.append({"name": name, "who": who, "step": standing})
    return bar


def record_of(report: InspectionReport) -> list[dict[str, object]]:
    """What was heard and decided, newest first."""
    return [
        {
            "deed": step.get_kind_display(),
            "at": step.held_on.isoformat(),
            "who": step.decided_by or step.person,
            "word": step.opinion,
            "kind": "returned" if step.kind == ReportDeed.RETURNED else "",
            "url": "",
        }
        for step in report.steps.select_related("person")
    ]


def gates_of(report: InspectionReport) -> list[dict[str, object]]:
    """The conditions of a submission (HLJ-29), each with its fraction or word."""
    cited = report.citations.count()
    unsigned = len(unsigned_citations(report))
    return [
        {
            "name": _("Issues with a signed working paper"),
            "passed": cited > 0 and unsigned == 0,
            "result": f"{cited - unsigned}/{cited}",
        },
        {
            "name": _("Team meeting recorded"),
            "passed": has_step(report, ReportDeed.TEAM_MEETING),
            "result": "",
        },
        {
            "name": _("Communication with the head recorded"),
            "passed": has_step(report, ReportDeed.HEAD_COMMUNICATION),
            "result": "",
        },
        {
            "name": _("Overall evaluation and suggestions written"),
            "passed": bool(report.overall.strip() and report.suggestions.strip()),
            "result": "",
        },
    ]
