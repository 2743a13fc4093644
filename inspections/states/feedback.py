"""Where a feedback may stand. Order of the acts: head first, then the meeting, then the paper."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Direction(TextChoices):
    ISSUED = "issued", pgettext_lazy("feedback", "Issued by our team")
    RECEIVED = "received", pgettext_lazy("feedback", "Received from a superior inspection")


class FeedbackState(TextChoices):
    DRAFTING = "drafting", pgettext_lazy("feedback", "Drafting")
    OFFICE_REVIEWED = "office_reviewed", pgettext_lazy("feedback", "Reviewed by the office")
    APPROVED = "approved", pgettext_lazy("feedback", "Approved")
    HEAD_FEEDBACK_DONE = "head_feedback_done", pgettext_lazy("feedback", "Fed back to the head")
    MEETING_HELD = "meeting_held", pgettext_lazy("feedback", "Feedback meeting held")
    ISSUED = "issued", pgettext_lazy("feedback", "Issued in writing")
    CC_DELIVERED = "cc_delivered", pgettext_lazy("feedback", "Copies delivered")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("feedback", "Signed for")


class CopyClass(TextChoices):
    """The three classes of readers named in the cc line of a feedback opinion."""

    LEADER = "leader", pgettext_lazy("feedback", "Leader in charge")
    SUPERIOR = "superior", pgettext_lazy("feedback", "Superior Party organization")
    DEPARTMENT = "department", pgettext_lazy("feedback", "Functional department")


FEEDBACK_STEPS: dict[str, frozenset[str]] = {
    FeedbackState.DRAFTING: frozenset({FeedbackState.OFFICE_REVIEWED}),
    FeedbackState.OFFICE_REVIEWED: frozenset({FeedbackState.APPROVED, FeedbackState.DRAFTING}),
    FeedbackState.APPROVED: frozenset({FeedbackState.HEAD_FEEDBACK_DONE}),
    FeedbackState.HEAD_FEEDBACK_DONE: frozenset({FeedbackState.MEETING_HELD}),
    FeedbackState.MEETING_HELD: frozenset({FeedbackState.ISSUED}),
    FeedbackState.ISSUED: frozenset({FeedbackState.CC_DELIVERED}),
    FeedbackState.CC_DELIVERED: frozenset({FeedbackState.ACKNOWLEDGED}),
    FeedbackState.ACKNOWLEDGED: frozenset(),
}

# What a superior sends us is approved and issued already: the office records it and takes it over.
RECEIVED_STEPS: dict[str, frozenset[str]] = {
    FeedbackState.DRAFTING: frozenset({FeedbackState.ACKNOWLEDGED}),
    FeedbackState.ACKNOWLEDGED: frozenset(),
}

FEEDBACK_TONES = {
    FeedbackState.DRAFTING: "draft",
    FeedbackState.OFFICE_REVIEWED: "sent",
    FeedbackState.APPROVED: "passed",
    FeedbackState.HEAD_FEEDBACK_DONE: "running",
    FeedbackState.MEETING_HELD: "running",
    FeedbackState.ISSUED: "sent",
    FeedbackState.CC_DELIVERED: "sent",
    FeedbackState.ACKNOWLEDGED: "closed",
}

# From here on the inspected unit may read the feedback.
OUT = (FeedbackState.ISSUED, FeedbackState.CC_DELIVERED, FeedbackState.ACKNOWLEDGED)
