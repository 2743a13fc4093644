from inspections.models.assignment import Assignment
from inspections.models.feedback import Feedback, FeedbackCopy
from inspections.models.fieldwork import Activity, ActivityFile, ActivityHandler, Method
from inspections.models.grant import AssignmentUserPermission, NamedGrant
from inspections.models.history import HistoricalFigure, Measure
from inspections.models.issue import Aspect, FocusFramework, FocusItem, Issue
from inspections.models.notice import InspectionNotice
from inspections.models.paper import (
    PaperEvidence,
    PaperHandler,
    PaperStep,
    TeamMeeting,
    WorkingPaper,
)
from inspections.models.plan import (
    InspectionPlan,
    PlanApproval,
    PlanQuota,
    PlanRound,
    PlanTarget,
    TargetMove,
    Term,
)
from inspections.models.report import CitedIssue, InspectionReport, ReportStep
from inspections.models.round import Round, RoundTarget
from inspections.models.target_import import TargetImport
from inspections.models.team import (
    MEMBER_ROLES,
    FormerPost,
    PoolEntry,
    RecusalDecision,
    RecusalDeclaration,
    Team,
    TeamAuthorization,
    TeamMember,
)

__all__ = [
    "MEMBER_ROLES",
    "Activity",
    "ActivityFile",
    "ActivityHandler",
    "Aspect",
    "Assignment",
    "AssignmentUserPermission",
    "CitedIssue",
    "Feedback",
    "FeedbackCopy",
    "FocusFramework",
    "FocusItem",
    "FormerPost",
    "HistoricalFigure",
    "InspectionNotice",
    "InspectionPlan",
    "InspectionReport",
    "Issue",
    "Measure",
    "Method",
    "NamedGrant",
    "PaperEvidence",
    "PaperHandler",
    "PaperStep",
    "PlanApproval",
    "PlanQuota",
    "PlanRound",
    "PlanTarget",
    "PoolEntry",
    "RecusalDecision",
    "RecusalDeclaration",
    "ReportStep",
    "Round",
    "RoundTarget",
    "TargetImport",
    "TargetMove",
    "Team",
    "TeamAuthorization",
    "TeamMeeting",
    "TeamMember",
    "Term",
    "WorkingPaper",
]
