"""States of plans, items, reviews and suggestions, and the steps each one allows."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PlanState(TextChoices):
    DRAFTING = "drafting", _("Drafting")
    SUBMITTED = "submitted", _("Submitted")
    JOINT_REVIEW = "joint_review", _("In joint review")
    RETURNED = "returned", _("Returned")
    APPROVED = "approved", _("Approved")
    IN_FORCE = "in_force", _("In force")

    @property
    def tone(self) -> str:
        return PLAN_TONES[self]


PLAN_TONES = {
    PlanState.DRAFTING: "draft",
    PlanState.SUBMITTED: "sent",
    PlanState.JOINT_REVIEW: "sent",
    PlanState.RETURNED: "returned",
    PlanState.APPROVED: "passed",
    PlanState.IN_FORCE: "running",
}

PLAN_STEPS: dict[str, frozenset[str]] = {
    PlanState.DRAFTING: frozenset({PlanState.SUBMITTED}),
    PlanState.SUBMITTED: frozenset({PlanState.JOINT_REVIEW, PlanState.RETURNED}),
    PlanState.JOINT_REVIEW: frozenset({PlanState.RETURNED, PlanState.APPROVED}),
    PlanState.RETURNED: frozenset(),
    PlanState.APPROVED: frozenset({PlanState.IN_FORCE}),
    PlanState.IN_FORCE: frozenset(),
}


class ItemState(TextChoices):
    ASSIGNED = "assigned", _("Being drawn up")
    PLANNED = "planned", _("To be started")
    IN_PROGRESS = "in_progress", _("Under rectification")
    CLAIMED = "claimed", _("Awaiting the head")
    UNIT_CONFIRMED = "unit_confirmed", _("In joint review")
    RETURNED = "returned", _("Returned to be completed")
    PASSED = "passed", _("Passed, to be closed")
    CLOSED = "closed", _("Closed")
    LONG_TERM = "long_term", _("Long-term")
    REOPENED = "reopened", _("Reopened")

    @property
    def tone(self) -> str:
        return ITEM_TONES[self]

    @property
    def label_for_unit(self) -> str:
        """What the inspected unit reads: the reviewers' inner result is not told before closure."""
        return str(ItemState.UNIT_CONFIRMED.label if self is ItemState.PASSED else self.label)

    @property
    def tone_for_unit(self) -> str:
        return ITEM_TONES[ItemState.UNIT_CONFIRMED if self is ItemState.PASSED else self]


ITEM_TONES = {
    ItemState.ASSIGNED: "draft",
    ItemState.PLANNED: "running",
    ItemState.IN_PROGRESS: "running",
    ItemState.CLAIMED: "sent",
    ItemState.UNIT_CONFIRMED: "sent",
    ItemState.RETURNED: "returned",
    ItemState.PASSED: "passed",
    ItemState.CLOSED: "closed",
    ItemState.LONG_TERM: "running",
    ItemState.REOPENED: "returned",
}

# Work goes on in these: the unit may report, bring evidence and claim.
RUNNING = frozenset(
    {
        ItemState.IN_PROGRESS,
        ItemState.RETURNED,
        ItemState.LONG_TERM,
        ItemState.REOPENED,
    }
)
# The unit has spoken; somebody else's word is awaited.
IN_REVIEW = frozenset({ItemState.CLAIMED, ItemState.UNIT_CONFIRMED, ItemState.PASSED})
# Whoever has not been verified can be overdue: a returned item still runs.
# The unit has signed, the rest is with the reviewers until the closure.
WITH_REVIEWERS = frozenset({ItemState.UNIT_CONFIRMED, ItemState.PASSED})
UNVERIFIED = frozenset({ItemState.PLANNED, ItemState.CLAIMED, ItemState.UNIT_CONFIRMED} | RUNNING)

ITEM_STEPS: dict[str, frozenset[str]] = {
    ItemState.ASSIGNED: frozenset({ItemState.PLANNED}),
    ItemState.PLANNED: frozenset({ItemState.IN_PROGRESS, ItemState.LONG_TERM}),
    ItemState.IN_PROGRESS: frozenset({ItemState.CLAIMED, ItemState.LONG_TERM}),
    ItemState.CLAIMED: frozenset({ItemState.UNIT_CONFIRMED, ItemState.RETURNED}),
    ItemState.UNIT_CONFIRMED: frozenset({ItemState.PASSED, ItemState.RETURNED}),
    ItemState.RETURNED: frozenset({ItemState.CLAIMED, ItemState.LONG_TERM}),
    ItemState.PASSED: frozenset({ItemState.CLOSED}),
    ItemState.CLOSED: frozenset({ItemState.REOPENED}),
    ItemState.LONG_TERM: frozenset({ItemState.CLAIMED}),
    ItemState.REOPENED: frozenset({ItemState.CLAIMED, ItemState.LONG_TERM}),
}


class ItemKind(TextChoices):
    IMMEDIATE = "immediate", _("Immediate")
    TIME_LIMITED = "time_limited", _("Time-limited")
    LONG_TERM = "long_term", _("Long-term")


class ItemMode(TextChoices):
    LINKED = "linked", _("Linked")
    JOINT = "joint", _("Joint")
    INTEGRATED = "integrated", _("Integrated")


class Party(TextChoices):
    """The three bodies that review, each with an opinion of its own (SD-17)."""

    DISCIPLINE = "discipline", _("Discipline commission")
    ORGANIZATION = "organization", _("Organization department")
    OFFICE = "office", _("Inspection office")


class ReviewResult(TextChoices):
    PENDING = "pending", _("No opinion yet")
    PASSED = "passed", _("Passed")
    RETURNED = "returned", _("Returned")

    @property
    def tone(self) -> str:
        return {"pending": "", "passed": "passed", "returned": "returned"}[self.value]


class SubmissionOutcome(TextChoices):
    PENDING = "pending", _("Under way")
    DECLINED = "declined", _("Sent back by the unit's head")
    PASSED = "passed", _("Passed")
    RETURNED = "returned", _("Returned")


class ClosurePart(TextChoices):
    """Person, matter, cause, institution: without all four nothing is closed (LZ-24)."""

    PERSON = "person", pgettext_lazy("closure part", "Person")
    MATTER = "matter", pgettext_lazy("closure part", "Matter")
    CAUSE = "cause", pgettext_lazy("closure part", "Cause")
    INSTITUTION = "institution", pgettext_lazy("closure part", "Institution")


class EvidenceKind(TextChoices):
    ORIGINAL = "original", _("Original")
    SCAN = "scan", _("Scan")


class ReopenReason(TextChoices):
    REBOUND = "rebound", _("The problem came back")
    FALSE = "false", _("False rectification")
    PERFUNCTORY = "perfunctory", _("Perfunctory rectification")


class MeetingKind(TextChoices):
    STUDY = "study", _("Study meeting")
    DEMOCRATIC_LIFE = "democratic_life", _("Special democratic-life meeting")


class ReportKind(TextChoices):
    """The two reports a unit owes: its leading body's, and its head's own."""

    BODY = "body", _("Report of the leading body")
    HEAD = "head", _("Report of the head")


class ReportState(TextChoices):
    DRAFTING = "drafting", _("Drafting")
    SUBMITTED = "submitted", _("In joint review")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")

    @property
    def tone(self) -> str:
        return REPORT_TONES[self]


REPORT_TONES = {
    ReportState.DRAFTING: "draft",
    ReportState.SUBMITTED: "sent",
    ReportState.RETURNED: "returned",
    ReportState.ACCEPTED: "passed",
}

REPORT_STEPS: dict[str, frozenset[str]] = {
    ReportState.DRAFTING: frozenset({ReportState.SUBMITTED}),
    ReportState.SUBMITTED: frozenset({ReportState.RETURNED, ReportState.ACCEPTED}),
    ReportState.RETURNED: frozenset(),
    ReportState.ACCEPTED: frozenset(),
}


class SuggestionKind(TextChoices):
    UNIT = "unit", _("Rectification opinion to the inspected unit")
    DEPARTMENT = "department", _("Suggestion to a functional department")


class SuggestionState(TextChoices):
    DRAFTING = "drafting", _("Drafting")
    ISSUED = "issued", _("Issued")
    RECEIVED = "received", _("Received")
    REPLIED = "replied", _("Replied")
    RETURNED = "returned", _("Returned to be completed")
    CLOSED = "closed", _("Closed")

    @property
    def tone(self) -> str:
        return SUGGESTION_TONES[self]


SUGGESTION_TONES = {
    SuggestionState.DRAFTING: "draft",
    SuggestionState.ISSUED: "running",
    SuggestionState.RECEIVED: "running",
    SuggestionState.REPLIED: "sent",
    SuggestionState.RETURNED: "returned",
    SuggestionState.CLOSED: "closed",
}

SUGGESTION_STEPS: dict[str, frozenset[str]] = {
    SuggestionState.DRAFTING: frozenset({SuggestionState.ISSUED}),
    SuggestionState.ISSUED: frozenset({SuggestionState.RECEIVED}),
    SuggestionState.RECEIVED: frozenset({SuggestionState.REPLIED}),
    SuggestionState.REPLIED: frozenset({SuggestionState.RETURNED, SuggestionState.CLOSED}),
    SuggestionState.RETURNED: frozenset({SuggestionState.REPLIED}),
    SuggestionState.CLOSED: frozenset(),
}


# Kinds of clock, as the deadline engine knows them.
PLAN_CLOCK = "rectification.plan"
MEETING_CLOCK = "rectification.meeting"
REPORT_CLOCK = "rectification.report"
ITEM_CLOCK = "rectification.item"
SUGGESTION_CLOCK = "rectification.suggestion"
