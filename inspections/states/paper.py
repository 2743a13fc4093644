"""Where a working paper may stand, and the steps between."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class PaperState(TextChoices):
    DRAFT = "draft", pgettext_lazy("paper", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("paper", "Waiting for the deputy")
    REVIEWED = "reviewed", pgettext_lazy("paper", "Waiting for the team meeting")
    CONFIRMED = "confirmed", pgettext_lazy("paper", "Waiting for the leader's signature")
    SIGNED = "signed", pgettext_lazy("paper", "Signed")
    FILED = "filed", pgettext_lazy("paper", "Filed")
    VOID = "void", pgettext_lazy("paper", "Void")


class PaperDeed(TextChoices):
    """What one row of the paper's record says was done."""

    SUBMITTED = "submitted", pgettext_lazy("paper", "Submitted for review")
    REVIEWED = "reviewed", pgettext_lazy("paper", "Reviewed")
    RETURNED = "returned", pgettext_lazy("paper", "Returned for correction")
    CONFIRMED = "confirmed", pgettext_lazy("paper", "Confirmed in the team meeting")
    SIGNED = "signed", pgettext_lazy("paper", "Signed")
    FILED = "filed", pgettext_lazy("paper", "Filed by the office")
    VOIDED = "voided", pgettext_lazy("paper", "Made void")


class EvidenceForm(TextChoices):
    ORIGINAL = "original", pgettext_lazy("paper", "Original")
    COPY = "copy", pgettext_lazy("paper", "Copy")
    PRINT = "print", pgettext_lazy("paper", "Print-out")
    SCAN = "scan", pgettext_lazy("paper", "Scan")


PAPER_STEPS: dict[str, frozenset[str]] = {
    PaperState.DRAFT: frozenset({PaperState.SUBMITTED, PaperState.VOID}),
    PaperState.SUBMITTED: frozenset({PaperState.REVIEWED, PaperState.DRAFT, PaperState.VOID}),
    PaperState.REVIEWED: frozenset({PaperState.CONFIRMED, PaperState.DRAFT, PaperState.VOID}),
    PaperState.CONFIRMED: frozenset({PaperState.SIGNED, PaperState.DRAFT, PaperState.VOID}),
    PaperState.SIGNED: frozenset({PaperState.FILED}),
    PaperState.FILED: frozenset(),
    PaperState.VOID: frozenset(),
}

PAPER_TONES = {
    PaperState.DRAFT: "draft",
    PaperState.SUBMITTED: "sent",
    PaperState.REVIEWED: "sent",
    PaperState.CONFIRMED: "sent",
    PaperState.SIGNED: "passed",
    PaperState.FILED: "closed",
    PaperState.VOID: "closed",
}

# Only these carry the final number, and only these make an issue.
NUMBERED = (PaperState.SIGNED, PaperState.FILED)
# Everything but a void paper, before the signature.
RUNNING = (PaperState.DRAFT, PaperState.SUBMITTED, PaperState.REVIEWED, PaperState.CONFIRMED)
