"""Where one target of one team stands: apart from the round, since its targets run in turn."""

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy


class AssignmentState(TextChoices):
    ASSIGNED = "assigned", pgettext_lazy("assignment", "Assigned")
    NOTIFIED = "notified", pgettext_lazy("assignment", "Notified")
    STATIONED = "stationed", pgettext_lazy("assignment", "On site")
    WITHDRAWN = "withdrawn", pgettext_lazy("assignment", "Withdrawn")
    REPORT_SUBMITTED = "report_submitted", pgettext_lazy("assignment", "Report submitted")
    REPORT_APPROVED = "report_approved", pgettext_lazy("assignment", "Report approved")
    FED_BACK = "fed_back", pgettext_lazy("assignment", "Fed back")
    RECTIFYING = "rectifying", pgettext_lazy("assignment", "Being rectified")
    REPORTS_ACCEPTED = "reports_accepted", pgettext_lazy("assignment", "Reports accepted")
    CLOSED = "closed", pgettext_lazy("assignment", "Closed")
    RE_INSPECTION_SCHEDULED = (
        "re_inspection_scheduled",
        pgettext_lazy("assignment", "Re-inspection scheduled"),
    )


ASSIGNMENT_STEPS = {
    AssignmentState.ASSIGNED: frozenset({AssignmentState.NOTIFIED}),
    AssignmentState.NOTIFIED: frozenset({AssignmentState.STATIONED}),
    AssignmentState.STATIONED: frozenset({AssignmentState.WITHDRAWN}),
    AssignmentState.WITHDRAWN: frozenset({AssignmentState.REPORT_SUBMITTED}),
    AssignmentState.REPORT_SUBMITTED: frozenset(
        {AssignmentState.REPORT_APPROVED, AssignmentState.WITHDRAWN}
    ),
    AssignmentState.REPORT_APPROVED: frozenset({AssignmentState.FED_BACK}),
    AssignmentState.FED_BACK: frozenset({AssignmentState.RECTIFYING}),
    AssignmentState.RECTIFYING: frozenset({AssignmentState.REPORTS_ACCEPTED}),
    AssignmentState.REPORTS_ACCEPTED: frozenset(
        {AssignmentState.CLOSED, AssignmentState.RE_INSPECTION_SCHEDULED}
    ),
    AssignmentState.CLOSED: frozenset({AssignmentState.RE_INSPECTION_SCHEDULED}),
    AssignmentState.RE_INSPECTION_SCHEDULED: frozenset({AssignmentState.CLOSED}),
}

ASSIGNMENT_TONES = {
    AssignmentState.ASSIGNED: "draft",
    AssignmentState.NOTIFIED: "sent",
    AssignmentState.STATIONED: "running",
    AssignmentState.WITHDRAWN: "running",
    AssignmentState.REPORT_SUBMITTED: "sent",
    AssignmentState.REPORT_APPROVED: "passed",
    AssignmentState.FED_BACK: "running",
    AssignmentState.RECTIFYING: "running",
    AssignmentState.REPORTS_ACCEPTED: "passed",
    AssignmentState.CLOSED: "closed",
    AssignmentState.RE_INSPECTION_SCHEDULED: "sent",
}

# The unit learns of its inspection by the notice, not before.
UNKNOWN_TO_UNIT = (AssignmentState.ASSIGNED,)
ENTERED = tuple(
    state
    for state in AssignmentState
    if state not in (AssignmentState.ASSIGNED, AssignmentState.NOTIFIED)
)
LEFT = tuple(state for state in ENTERED if state != AssignmentState.STATIONED)
# The target counts as covered by the plan once it was fed back (YN-01).
COVERED = (
    AssignmentState.FED_BACK,
    AssignmentState.RECTIFYING,
    AssignmentState.REPORTS_ACCEPTED,
    AssignmentState.CLOSED,
    AssignmentState.RE_INSPECTION_SCHEDULED,
)
# The leading group has approved the report.
REPORTED = (AssignmentState.REPORT_APPROVED, *COVERED)
# The unit's rectification plan is in force.
UNDER_WAY = tuple(state for state in COVERED if state != AssignmentState.FED_BACK)
_INNER = (AssignmentState.REPORT_SUBMITTED, AssignmentState.REPORT_APPROVED)


def state_for_unit(state: str) -> AssignmentState:
    """The state as the inspected unit reads it: it never learns where the report on it stands."""
    return AssignmentState.WITHDRAWN if state in _INNER else AssignmentState(state)


def label_for_unit(state: str) -> str | Promise:
    return state_for_unit(state).label


def tone_for_unit(state: str) -> str:
    return ASSIGNMENT_TONES[state_for_unit(state)]
