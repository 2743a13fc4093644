"""Where an inspection report may stand, and the steps between."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class ReportState(TextChoices):
    DRAFTING = "drafting", pgettext_lazy("report", "Drafting")
    SUBMITTED = "submitted", pgettext_lazy("report", "With the office")
    CONSULTED = "consulted", pgettext_lazy("report", "With the leading group")
    APPROVED = "approved", pgettext_lazy("report", "Approved")


class ReportDeed(TextChoices):
    """What one row of the report's record says was done."""

    TEAM_MEETING = "team_meeting", pgettext_lazy("report", "Team meeting")
    HEAD_COMMUNICATION = (
        "head_communication",
        pgettext_lazy("report", "Communication with the head of the organization"),
    )
    SUBMITTED = "submitted", pgettext_lazy("report", "Submitted to the office")
    CONSULTATION = "consultation", pgettext_lazy("report", "Team-office consultation")
    PUT_FORWARD = "put_forward", pgettext_lazy("report", "Put before the leading group")
    LEADING_GROUP = "leading_group", pgettext_lazy("report", "Leading group")
    RETURNED = "returned", pgettext_lazy("report", "Returned to the team")


REPORT_STEPS: dict[str, frozenset[str]] = {
    ReportState.DRAFTING: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset({ReportState.CONSULTED, ReportState.DRAFTING}),
    ReportState.CONSULTED: frozenset({ReportState.APPROVED, ReportState.DRAFTING}),
    ReportState.APPROVED: frozenset(),
}

REPORT_TONES = {
    ReportState.DRAFTING: "draft",
    ReportState.SUBMITTED: "sent",
    ReportState.CONSULTED: "sent",
    ReportState.APPROVED: "passed",
}
