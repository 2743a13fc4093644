"""Where an issue may stand, and what its reader calls that."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class IssueState(TextChoices):
    CONFIRMED = "confirmed", pgettext_lazy("issue", "Confirmed by a signed paper")
    IN_REPORT = "in_report", pgettext_lazy("issue", "In the report")
    APPROVED = "approved", pgettext_lazy("issue", "Approved for feedback")
    FED_BACK = "fed_back", pgettext_lazy("issue", "Fed back")
    RECTIFYING = "rectifying", pgettext_lazy("issue", "Being rectified")
    CLOSED = "closed", pgettext_lazy("issue", "Closed")
    REOPENED = "reopened", pgettext_lazy("issue", "Reopened")
    WITHDRAWN = "withdrawn", pgettext_lazy("issue", "Not fed back")


class IssueOrigin(TextChoices):
    PAPER = "paper", pgettext_lazy("issue", "Found by our team")
    RECEIVED = "received", pgettext_lazy("issue", "Fed back by a superior inspection")
    CARRIED_OVER = "carried_over", pgettext_lazy("issue", "Carried over from an earlier term")


ISSUE_STEPS: dict[str, frozenset[str]] = {
    IssueState.CONFIRMED: frozenset({IssueState.IN_REPORT, IssueState.FED_BACK}),
    IssueState.IN_REPORT: frozenset({IssueState.CONFIRMED, IssueState.APPROVED}),
    IssueState.APPROVED: frozenset({IssueState.FED_BACK, IssueState.WITHDRAWN}),
    IssueState.FED_BACK: frozenset({IssueState.RECTIFYING}),
    IssueState.RECTIFYING: frozenset({IssueState.CLOSED}),
    IssueState.CLOSED: frozenset({IssueState.REOPENED}),
    IssueState.REOPENED: frozenset({IssueState.CLOSED}),
    IssueState.WITHDRAWN: frozenset(),
}

ISSUE_TONES = {
    IssueState.CONFIRMED: "draft",
    IssueState.IN_REPORT: "sent",
    IssueState.APPROVED: "passed",
    IssueState.FED_BACK: "running",
    IssueState.RECTIFYING: "running",
    IssueState.CLOSED: "closed",
    IssueState.REOPENED: "returned",
    IssueState.WITHDRAWN: "closed",
}

# From here on the inspected unit may read the issue, once its feedback is issued.
KNOWN_TO_UNIT = (IssueState.FED_BACK, IssueState.RECTIFYING, IssueState.CLOSED, IssueState.REOPENED)
