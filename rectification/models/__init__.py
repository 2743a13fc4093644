"""Tables of rectification, cut by noun."""

from rectification.models.item import (
    ItemMilestone,
    ItemResponsible,
    Listing,
    Measure,
    RectificationItem,
)
from rectification.models.plan import (
    PARTY_ROLES,
    PlanImport,
    PlannedIssue,
    PlanReview,
    RectificationPlan,
    UnitDeadlines,
    UnitMeeting,
)
from rectification.models.progress import (
    Closure,
    ItemEvidence,
    ItemReview,
    ProgressReport,
    Reopening,
    Submission,
)
from rectification.models.report import RectificationReport, ReportReview
from rectification.models.suggestion import Suggestion, SuggestionReply

__all__ = [
    "PARTY_ROLES",
    "Closure",
    "ItemEvidence",
    "ItemMilestone",
    "ItemResponsible",
    "ItemReview",
    "Listing",
    "Measure",
    "PlanImport",
    "PlanReview",
    "PlannedIssue",
    "ProgressReport",
    "RectificationItem",
    "RectificationPlan",
    "RectificationReport",
    "Reopening",
    "ReportReview",
    "Submission",
    "Suggestion",
    "SuggestionReply",
    "UnitDeadlines",
    "UnitMeeting",
]
