from inspections.models.assignment import Assignment
from inspections.models.history import HistoricalFigure, Measure
from inspections.models.plan import (
    InspectionPlan,
    PlanApproval,
    PlanQuota,
    PlanRound,
    PlanTarget,
    TargetMove,
    Term,
)
from inspections.models.round import Round, RoundTarget
from inspections.models.team import (
    FormerPost,
    PoolEntry,
    RecusalDecision,
    RecusalDeclaration,
    Team,
    TeamAuthorization,
    TeamMember,
)

__all__ = [
    "Assignment",
    "FormerPost",
    "HistoricalFigure",
    "InspectionPlan",
    "Measure",
    "PlanApproval",
    "PlanQuota",
    "PlanRound",
    "PlanTarget",
    "PoolEntry",
    "RecusalDecision",
    "RecusalDeclaration",
    "Round",
    "RoundTarget",
    "TargetMove",
    "Team",
    "TeamAuthorization",
    "TeamMember",
    "Term",
]
