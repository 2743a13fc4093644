"""The stages of a round as the office declares them, and the kinds of inspection."""

from itertools import pairwise

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class InspectionKind(TextChoices):
    REGULAR = "regular", pgettext_lazy("inspection", "Regular")
    SPECIAL = "special", pgettext_lazy("inspection", "Special")
    MOBILE = "mobile", pgettext_lazy("inspection", "Mobile")
    REINSPECTION = "reinspection", pgettext_lazy("inspection", "Re-inspection")


class RoundState(TextChoices):
    PROPOSED = "proposed", pgettext_lazy("round", "Proposed")
    APPROVED = "approved", pgettext_lazy("round", "Approved")
    PREPARING = "preparing", pgettext_lazy("round", "Preparing")
    STATIONED = "stationed", pgettext_lazy("round", "On site")
    REPORTING = "reporting", pgettext_lazy("round", "Reporting")
    FEEDBACK = "feedback", pgettext_lazy("round", "Feedback and transfer")
    RECTIFYING = "rectifying", pgettext_lazy("round", "Concentrated rectification")
    EVALUATING = "evaluating", pgettext_lazy("round", "Evaluation")
    CLOSED = "closed", pgettext_lazy("round", "Closed")
    ARCHIVED = "archived", pgettext_lazy("round", "Archived")
    CANCELLED = "cancelled", pgettext_lazy("round", "Cancelled")


STAGES = (
    RoundState.PROPOSED,
    RoundState.APPROVED,
    RoundState.PREPARING,
    RoundState.STATIONED,
    RoundState.REPORTING,
    RoundState.FEEDBACK,
    RoundState.RECTIFYING,
    RoundState.EVALUATING,
    RoundState.CLOSED,
    RoundState.ARCHIVED,
)
# What these stages build on may be lacking for some target, if the office says why.
EXCUSABLE = (
    RoundState.FEEDBACK,
    RoundState.RECTIFYING,
    RoundState.EVALUATING,
    RoundState.CLOSED,
)
# Nobody is on site yet: targets may still change, and the round may still be called off.
BEFORE_ENTRY = (RoundState.PROPOSED, RoundState.APPROVED, RoundState.PREPARING)

ROUND_STEPS = {
    **{
        stage: frozenset(
            {following, RoundState.CANCELLED} if stage in BEFORE_ENTRY else {following}
        )
        for stage, following in pairwise(STAGES)
    },
    RoundState.ARCHIVED: frozenset(),
    RoundState.CANCELLED: frozenset(),
}

ROUND_TONES = {
    RoundState.PROPOSED: "draft",
    RoundState.APPROVED: "passed",
    RoundState.PREPARING: "running",
    RoundState.STATIONED: "running",
    RoundState.REPORTING: "running",
    RoundState.FEEDBACK: "running",
    RoundState.RECTIFYING: "running",
    RoundState.EVALUATING: "running",
    RoundState.CLOSED: "closed",
    RoundState.ARCHIVED: "closed",
    RoundState.CANCELLED: "closed",
}


def next_stage(stage: str) -> RoundState | None:
    """The stage after ``stage``; ``None`` at the end or when the round was called off."""
    if stage not in STAGES[:-1]:
        return None
    return STAGES[STAGES.index(RoundState(stage)) + 1]
