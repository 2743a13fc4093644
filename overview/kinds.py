"""The kinds of work that wait for people, in the order in which the home page shows them.

Each is the very queryset that its list shows under the same address.
"""

from operator import attrgetter

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from accounts import selectors as accounts
from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from inspections.selectors import grant, issue, paper, plan
from inspections.selectors import round as rounds
from leads.selectors import listing as leads
from overview.work import Waiting
from rectification.selectors import ledger, report, suggestion, unit
from rectification.selectors import plan as rectification_plan

UNIT_WRITERS = frozenset({Role.UNIT_HEAD, Role.UNIT_LIAISON})
LEAD_HANDS = frozenset(
    {Role.LEAD_CLERK, Role.TEAM_LEADER, Role.GROUP_LEADER, Role.DISCIPLINE_CASE_MANAGER}
)

PLANS = Waiting(
    pgettext_lazy("task", "Plans"), plan.waiting_plans, "inspections:plan_list", LEADING | OFFICE
)
ROUNDS = Waiting(
    pgettext_lazy("task", "Rounds"),
    rounds.waiting_rounds,
    "inspections:round_list",
    LEADING | OFFICE,
)
TEAMS = Waiting(
    pgettext_lazy("task", "Teams"), rounds.waiting_teams, "inspections:team_list", LEADING | OFFICE
)
GRANTS = Waiting(
    pgettext_lazy("task", "Named readers"),
    grant.waiting_grants,
    "inspections:grant_list",
    frozenset({Role.OFFICE_DIRECTOR, Role.GROUP_LEADER}),
)
NOTICES = Waiting(
    pgettext_lazy("task", "Notices"),
    rounds.waiting_assignments,
    "inspections:assignment_list",
    OFFICE | UNIT_WRITERS,
)
PAPERS = Waiting(
    pgettext_lazy("task", "Working papers"), paper.waiting_papers, "inspections:paper_list", TEAM
)
FILING = Waiting(
    pgettext_lazy("task", "Records to file"),
    paper.waiting_filing,
    "inspections:filing_list",
    OFFICE,
)
REPORTS = Waiting(
    pgettext_lazy("task", "Reports"),
    issue.waiting_reports,
    "inspections:report_list",
    OFFICE | LEADING,
)
FEEDBACK = Waiting(
    pgettext_lazy("task", "Feedback"),
    issue.waiting_feedback,
    "inspections:feedback_list",
    OFFICE | LEADING | {Role.UNIT_HEAD},
)
RECTIFICATION_PLANS = Waiting(
    pgettext_lazy("task", "Plan reviews"),
    rectification_plan.waiting_plans,
    "rectification:plan_list",
    REVIEWERS | OFFICE,
)
PLANS_TO_BEGIN = Waiting(
    pgettext_lazy("task", "Plans to draw up"),
    unit.plans_to_begin,
    "rectification:unit_home",
    UNIT_WRITERS,
    "",
    clock=attrgetter("plan_clock"),
)
PLANS_TO_COMPLETE = Waiting(
    pgettext_lazy("task", "Plans to complete"),
    unit.plans_to_complete,
    "rectification:plan_list",
    UNIT_WRITERS,
)
REPORT_REVIEWS = Waiting(
    pgettext_lazy("task", "Rectification reports to review"),
    report.waiting_reports,
    "rectification:report_list",
    REVIEWERS | OFFICE,
)
REPORTS_TO_BEGIN = Waiting(
    pgettext_lazy("task", "Rectification reports to write"),
    report.reports_to_begin,
    "rectification:unit_home",
    UNIT_WRITERS,
    "#reports",
    title=lambda row: _("Reports on the rectification: %(title)s") % {"title": row.feedback},
    clock=attrgetter("report_clock"),
)
REPORTS_TO_COMPLETE = Waiting(
    pgettext_lazy("task", "Rectification reports to complete"),
    report.waiting_reports,
    "rectification:report_list",
    UNIT_WRITERS,
)
REVIEWS = Waiting(
    pgettext_lazy("task", "Item reviews"),
    ledger.waiting_reviews,
    "rectification:ledger",
    REVIEWERS | OFFICE,
)
EXTENSIONS = Waiting(
    pgettext_lazy("task", "Extensions asked"),
    ledger.waiting_extensions,
    "rectification:ledger",
    OFFICE,
    "?view=asked",
)
CLOSURES = Waiting(
    pgettext_lazy("task", "Items to close"),
    ledger.waiting_closures,
    "rectification:ledger",
    OFFICE,
    "?view=to_close",
)
CONFIRMATIONS = Waiting(
    pgettext_lazy("task", "Items to sign for"),
    ledger.waiting_confirmations,
    "rectification:ledger",
    frozenset({Role.UNIT_HEAD}),
    "?view=to_confirm",
)
UNIT_ITEMS = Waiting(
    pgettext_lazy("task", "Items to carry on with"),
    ledger.waiting_for_unit,
    "rectification:ledger",
    UNIT,
    "?view=to_do",
)
SUGGESTIONS = Waiting(
    pgettext_lazy("task", "Suggestions"),
    suggestion.waiting_suggestions,
    "rectification:suggestion_list",
    OFFICE | {Role.DEPARTMENT_LIAISON} | UNIT_WRITERS,
)
DUTIES = Waiting(
    pgettext_lazy("task", "Duties to confirm"),
    accounts.waiting_duties,
    "accounts:duties",
    frozenset({Role.SECURITY_ADMIN}),
    title=lambda row: f"{row.person} {row}",
)
RESETS = Waiting(
    pgettext_lazy("task", "New passwords"),
    accounts.waiting_resets,
    "accounts:resets",
    frozenset({Role.SYSTEM_ADMIN}),
)
# A lead says nothing of itself: the row shows its number, never an organisation.
LEADS = Waiting(
    pgettext_lazy("task", "Transferred matters"),
    leads.waiting_leads,
    "leads:list",
    LEAD_HANDS,
    unit=lambda row: "",
)

HANDLED_PAPERS = Waiting(
    pgettext_lazy("task", "Working papers"),
    paper.handled_papers,
    "inspections:paper_list",
    TEAM,
    "?view=handled",
)
HANDLED_ITEMS = Waiting(
    pgettext_lazy("task", "Items"),
    ledger.handled_items,
    "rectification:ledger",
    OFFICE | REVIEWERS | {Role.UNIT_HEAD},
    "?view=handled",
)
BEGUN_PAPERS = Waiting(
    pgettext_lazy("task", "Working papers"),
    paper.begun_papers,
    "inspections:paper_list",
    TEAM,
    "?view=begun",
)
BEGUN_ITEMS = Waiting(
    pgettext_lazy("task", "Items"),
    ledger.begun_items,
    "rectification:ledger",
    OFFICE | UNIT_WRITERS | {Role.UNIT_LEADER},
    "?view=begun",
)
BEGUN_SUGGESTIONS = Waiting(
    pgettext_lazy("task", "Suggestions"),
    suggestion.begun_suggestions,
    "rectification:suggestion_list",
    OFFICE,
    "?view=begun",
)

DONE = [HANDLED_PAPERS, HANDLED_ITEMS]
BEGUN = [BEGUN_PAPERS, BEGUN_ITEMS, BEGUN_SUGGESTIONS]
WAITING = [
    PLANS, ROUNDS, TEAMS, GRANTS, NOTICES, PAPERS, FILING, REPORTS, FEEDBACK, PLANS_TO_BEGIN,
    PLANS_TO_COMPLETE, RECTIFICATION_PLANS, REPORTS_TO_BEGIN, REPORTS_TO_COMPLETE, REPORT_REVIEWS, REVIEWS, EXTENSIONS, CLOSURES, CONFIRMATIONS, UNIT_ITEMS,
    SUGGESTIONS, LEADS, DUTIES, RESETS,
]  # fmt: skip
