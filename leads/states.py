"""Where a lead may stand, and what may follow (domain.md 2.3)."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class LeadState(TextChoices):
    REGISTERED = "registered", pgettext_lazy("lead state", "Registered")
    REFERRED = "referred", pgettext_lazy("lead state", "Referred as a petition")
    SCREENED = "screened", pgettext_lazy("lead state", "Screened")
    PROPOSED_TRANSFER = "proposed_transfer", pgettext_lazy("lead state", "Transfer proposed")
    APPROVED = "approved", pgettext_lazy("lead state", "Transfer approved")
    TRANSFERRED = "transferred", pgettext_lazy("lead state", "Handed over")
    RECEIVED = "received", pgettext_lazy("lead state", "Received")
    TALK_INQUIRY = "talk_inquiry", pgettext_lazy("lead state", "Talk and inquiry")
    PRELIMINARY_VERIFICATION = (
        "preliminary_verification",
        pgettext_lazy("lead state", "Preliminary verification"),
    )
    DEFERRED = "deferred", pgettext_lazy("lead state", "Kept for later")
    CONCLUDED = "concluded", pgettext_lazy("lead state", "Concluded")
    RESULT_REPORTED = "result_reported", pgettext_lazy("lead state", "Result reported")
    FED_BACK = "fed_back", pgettext_lazy("lead state", "Fed back")
    CLOSED = "closed", pgettext_lazy("lead state", "Closed")


class DispositionKind(TextChoices):
    """The four ways to dispose of a lead; there is no fifth."""

    TALK_INQUIRY = "talk_inquiry", pgettext_lazy("disposition", "Talk and inquiry")
    PRELIMINARY_VERIFICATION = (
        "preliminary_verification",
        pgettext_lazy("disposition", "Preliminary verification"),
    )
    DEFERRED = "deferred", pgettext_lazy("disposition", "Keep for later")
    CONCLUDED = "concluded", pgettext_lazy("disposition", "Conclude")


class OutcomeKind(TextChoices):
    FILED = "filed", pgettext_lazy("outcome", "Case filed")
    CASE_CLOSED = "case_closed", pgettext_lazy("outcome", "Case closed")
    SANCTIONED = "sanctioned", pgettext_lazy("outcome", "Party or administrative sanction")
    REFERRED_JUDICIAL = "referred_judicial", pgettext_lazy("outcome", "Referred to the judiciary")
    ORGANIZATIONAL_MEASURE = (
        "organizational_measure",
        pgettext_lazy("outcome", "Organizational measure"),
    )
    TALK_REMINDER = "talk_reminder", pgettext_lazy("outcome", "Talk and reminder")
    CLARIFIED = "clarified", pgettext_lazy("outcome", "Clarified")


class FourForms(TextChoices):
    """The four forms of oversight and discipline (四种形态)."""

    FIRST = "first", pgettext_lazy("four forms", "First form")
    SECOND = "second", pgettext_lazy("four forms", "Second form")
    THIRD = "third", pgettext_lazy("four forms", "Third form")
    FOURTH = "fourth", pgettext_lazy("four forms", "Fourth form")


S = LeadState
DISPOSED_AS = {
    DispositionKind.TALK_INQUIRY: S.TALK_INQUIRY,
    DispositionKind.PRELIMINARY_VERIFICATION: S.PRELIMINARY_VERIFICATION,
    DispositionKind.DEFERRED: S.DEFERRED,
    DispositionKind.CONCLUDED: S.CONCLUDED,
}

LEAD_STEPS: dict[str, frozenset[str]] = {
    S.REGISTERED: frozenset({S.SCREENED, S.REFERRED}),
    S.REFERRED: frozenset(),
    S.SCREENED: frozenset({S.PROPOSED_TRANSFER}),
    S.PROPOSED_TRANSFER: frozenset({S.APPROVED, S.SCREENED}),
    S.APPROVED: frozenset({S.TRANSFERRED}),
    S.TRANSFERRED: frozenset({S.RECEIVED}),
    S.RECEIVED: frozenset(DISPOSED_AS.values()),
    S.DEFERRED: frozenset({S.PRELIMINARY_VERIFICATION}),
    S.TALK_INQUIRY: frozenset({S.RESULT_REPORTED}),
    S.PRELIMINARY_VERIFICATION: frozenset({S.RESULT_REPORTED}),
    S.CONCLUDED: frozenset({S.FED_BACK}),
    S.RESULT_REPORTED: frozenset({S.FED_BACK}),
    S.FED_BACK: frozenset({S.CLOSED}),
    S.CLOSED: frozenset(),
}

INTAKE = frozenset(
    {S.REGISTERED, S.REFERRED, S.SCREENED, S.PROPOSED_TRANSFER, S.APPROVED}
)  # still with the inspection side
HANDED_OVER = frozenset(S) - INTAKE  # from here only the discipline side works on it
PROPOSED_OR_LATER = HANDED_OVER | {S.PROPOSED_TRANSFER, S.APPROVED}
APPROVED_OR_LATER = HANDED_OVER | {S.APPROVED}
RECEIVED_OR_LATER = HANDED_OVER - {S.TRANSFERRED}
DISPOSED = RECEIVED_OR_LATER - {S.RECEIVED}
RUNNING_WITH_DISCIPLINE = HANDED_OVER - {S.CLOSED}
FED_BACK_OR_LATER = frozenset({S.FED_BACK, S.CLOSED})

TONES = {
    S.REGISTERED: "draft",
    S.REFERRED: "closed",
    S.PROPOSED_TRANSFER: "sent",
    S.APPROVED: "passed",
    S.TRANSFERRED: "sent",
    S.FED_BACK: "passed",
    S.CLOSED: "closed",
}


class Compartment(TextChoices):
    """Two envelopes a lead: what the inspection side wrote, and the discipline side's own file."""

    INTAKE = "intake", pgettext_lazy("compartment", "What was handed over")
    CASE = "case", pgettext_lazy("compartment", "The discipline side's file")


class HolderGroup(TextChoices):
    """Whose key wraps a lead's data key."""

    CLERKS = "clerks", pgettext_lazy("key holder", "Lead clerks of the body")
    TEAM = "team", pgettext_lazy("key holder", "Leader of the team")
    DISCIPLINE = "discipline", pgettext_lazy("key holder", "Receiving discipline handlers")
    ORGANIZATION = "organization", pgettext_lazy("key holder", "Organization department")


class Origin(TextChoices):
    INSPECTION = "inspection", pgettext_lazy("lead origin", "Found by an inspection team")
    OFFICE = "office", pgettext_lazy("lead origin", "Received by the inspection office")


class PersonPart(TextChoices):
    SUBJECT = "subject", pgettext_lazy("person part", "Person concerned")
    INFORMANT = "informant", pgettext_lazy("person part", "Informant")


class Purpose(TextChoices):
    """Why a lead is opened. A fixed list, because the journal keeps it in clear."""

    HAND_OVER = "hand_over", pgettext_lazy("purpose", "Prepare the hand-over")
    SCREENING = "screening", pgettext_lazy("purpose", "Prepare the screening")
    DISPOSITION = "disposition", pgettext_lazy("purpose", "Decide or carry out the disposition")
    CHECK_RESULT = "check_result", pgettext_lazy("purpose", "Check the result")
    AMEND = "amend", pgettext_lazy("purpose", "Correct what was registered")
    OTHER = "other", pgettext_lazy("purpose", "Other")


class OpeningOutcome(TextChoices):
    OPENED = "opened", pgettext_lazy("opening", "Opened")
    WRONG_PASSWORD = "wrong_password", pgettext_lazy("opening", "Wrong password, not opened")
