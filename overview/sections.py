"""What stands in the menu, for whom, in the order of a round's life."""

from django.utils.translation import pgettext_lazy

from accounts.roles import ADMINS, LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from overview import kinds
from overview.menu import Entry, Section

READERS = LEADING | OFFICE | REVIEWERS
BODY = READERS | {Role.LEAD_CLERK}
EVERYBODY = frozenset(Role) - ADMINS
READS_LEADS = (
    LEADING
    | REVIEWERS - {Role.DISCIPLINE_REVIEWER}
    | {
        Role.LEAD_CLERK,
        Role.TEAM_LEADER,
        Role.DISCIPLINE_CASE_MANAGER,
    }
)
REGISTERS_LEADS = TEAM | {Role.LEAD_CLERK}
LEDGER = (
    OFFICE | LEADING | REVIEWERS | TEAM | UNIT | {Role.DEPARTMENT_LIAISON, Role.STATIONED_GROUP}
)

SECTIONS = [
    Section(
        pgettext_lazy("menu", "My work"), "grid-1x2", [Entry(pgettext_lazy("menu", "My work"), "overview:home", frozenset(Role), exact=True)]
    ),
    Section(
        pgettext_lazy("menu", "The unit"), "building", [Entry(pgettext_lazy("menu", "Our rectification"), "rectification:unit_home", UNIT)]
    ),
    Section(
        pgettext_lazy("menu", "Plan and rounds"),
        "calendar3",
        [
            Entry(pgettext_lazy("menu", "Five-year plan"), "inspections:plan_list", BODY, kinds.PLANS),
            Entry(pgettext_lazy("menu", "Rounds"), "inspections:round_list", BODY | TEAM, kinds.ROUNDS),
            Entry(pgettext_lazy("menu", "Historical totals"), "inspections:history_list", BODY),
            Entry(pgettext_lazy("menu", "Assignments and notices"), "inspections:assignment_list", BODY | TEAM, kinds.NOTICES),
            Entry(pgettext_lazy("menu", "Inspection notices"), "inspections:notice_list", UNIT, kinds.NOTICES),
        ],
    ),
    Section(
        pgettext_lazy("menu", "Teams and authority"),
        "people",
        [
            Entry(pgettext_lazy("menu", "Teams"), "inspections:team_list", BODY | TEAM, kinds.TEAMS),
            Entry(pgettext_lazy("menu", "Talent pool"), "inspections:pool", OFFICE | LEADING),
            Entry(pgettext_lazy("menu", "Named readers"), "inspections:grant_list", OFFICE | {Role.GROUP_LEADER}, kinds.GRANTS),
        ],
    ),
    Section(
        pgettext_lazy("menu", "On site"),
        "journal-text",
        [
            Entry(pgettext_lazy("menu", "Activities"), "inspections:activity_list", TEAM | OFFICE),
            Entry(pgettext_lazy("menu", "Working papers"), "inspections:paper_list", TEAM | OFFICE, kinds.PAPERS),
            Entry(pgettext_lazy("menu", "Team meetings"), "inspections:meeting_list", TEAM),
            Entry(pgettext_lazy("menu", "Records to file"), "inspections:filing_list", OFFICE, kinds.FILING),
            Entry(pgettext_lazy("menu", "Methods"), "inspections:method_list", OFFICE),
        ],
    ),
    Section(
        pgettext_lazy("menu", "Issues and feedback"),
        "file-earmark-text",
        [
            Entry(pgettext_lazy("menu", "Issues"), "inspections:issue_list", READERS | TEAM | UNIT),
            Entry(pgettext_lazy("menu", "Reports"), "inspections:report_list", LEADING | OFFICE | TEAM, kinds.REPORTS),
            Entry(pgettext_lazy("menu", "Feedback"), "inspections:feedback_list", READERS | TEAM | UNIT, kinds.FEEDBACK),
        ],
    ),
    Section(
        pgettext_lazy("menu", "Rectification"),
        "check2-square",
        [
            Entry(pgettext_lazy("menu", "Ledger"), "rectification:ledger", LEDGER),
            Entry(pgettext_lazy("menu", "Rectification plans"), "rectification:plan_list", LEDGER - {Role.DEPARTMENT_LIAISON}, kinds.RECTIFICATION_PLANS),
            Entry(pgettext_lazy("menu", "Rectification reports"), "rectification:report_list", LEDGER - {Role.DEPARTMENT_LIAISON}, kinds.REPORT_REVIEWS),
            Entry(pgettext_lazy("menu", "Item reviews"), "rectification:ledger", REVIEWERS | OFFICE, kinds.REVIEWS, "?view=waiting"),
            Entry(pgettext_lazy("menu", "Extensions asked"), "rectification:ledger", OFFICE, kinds.EXTENSIONS, "?view=asked"),
            Entry(pgettext_lazy("menu", "Items to close"), "rectification:ledger", OFFICE, kinds.CLOSURES, "?view=to_close"),
            Entry(pgettext_lazy("menu", "Items to carry on with"), "rectification:ledger", UNIT, kinds.UNIT_ITEMS, "?view=to_do"),
            Entry(pgettext_lazy("menu", "Items to sign for"), "rectification:ledger", frozenset({Role.UNIT_HEAD}), kinds.CONFIRMATIONS, "?view=to_confirm"),
            Entry(pgettext_lazy("menu", "Suggestions"), "rectification:suggestion_list", OFFICE | LEADING | UNIT | {Role.DEPARTMENT_LIAISON}, kinds.SUGGESTIONS),
        ],
    ),
    Section(
        pgettext_lazy("menu", "Leads"),
        "lock",
        [
            Entry(pgettext_lazy("menu", "Leads"), "leads:list", READS_LEADS, kinds.LEADS),
            Entry(pgettext_lazy("menu", "Register a lead"), "leads:register", REGISTERS_LEADS),
            Entry(pgettext_lazy("menu", "Openings"), "leads:openings", READS_LEADS),
            Entry(pgettext_lazy("menu", "Lead statistics"), "leads:statistics", LEADING | OFFICE | REVIEWERS | {Role.LEAD_CLERK, Role.DISCIPLINE_CASE_MANAGER}),
        ],
    ),
    Section(
        pgettext_lazy("menu", "Dashboard"), "bar-chart-line", [Entry(pgettext_lazy("menu", "Round dashboard"), "overview:dashboard", BODY | TEAM)]
    ),
    Section(
        pgettext_lazy("menu", "Documents"),
        "file-earmark-text",
        [
            Entry(pgettext_lazy("menu", "Issued documents"), "documents:documents", EVERYBODY, exact=True),
            Entry(pgettext_lazy("menu", "Verify a document"), "documents:verify", EVERYBODY),
            Entry(pgettext_lazy("menu", "Number series"), "documents:series", OFFICE),
        ],
    ),
    Section(
        pgettext_lazy("menu", "Deadlines"),
        "clock",
        [
            Entry(pgettext_lazy("menu", "Working-day calendar"), "deadlines:calendar", OFFICE),
            Entry(pgettext_lazy("menu", "Deadline rules"), "deadlines:rules", OFFICE | LEADING | REVIEWERS),
            Entry(pgettext_lazy("menu", "Reminder steps"), "deadlines:rungs", OFFICE),
        ],
    ),
    Section(
        pgettext_lazy("menu", "Administration"),
        "gear",
        [
            Entry(pgettext_lazy("menu", "Organisations"), "accounts:organizations", frozenset({Role.SYSTEM_ADMIN})),
            Entry(pgettext_lazy("menu", "People"), "accounts:people", frozenset({Role.SYSTEM_ADMIN})),
            Entry(pgettext_lazy("menu", "New passwords"), "accounts:resets", frozenset({Role.SYSTEM_ADMIN}), kinds.RESETS),
            Entry(pgettext_lazy("menu", "Duties"), "accounts:duties", frozenset({Role.SECURITY_ADMIN}), kinds.DUTIES),
            Entry(pgettext_lazy("menu", "Journal"), "accounts:journal", frozenset({Role.AUDIT_ADMIN})),
        ],
    ),
    Section(
        pgettext_lazy("menu", "My tools"),
        "sliders",
        [
            Entry(pgettext_lazy("menu", "Common phrases"), "accounts:phrases", EVERYBODY),
            Entry(pgettext_lazy("menu", "Background jobs"), "accounts:jobs", EVERYBODY),
            Entry(pgettext_lazy("menu", "Keys for other systems"), "exchange:tokens", EVERYBODY),
        ],
    ),
]  # fmt: skip
