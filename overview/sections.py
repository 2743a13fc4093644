"""What stands in the menu, for whom, in the order of a round's life."""

from django.utils.translation import gettext_lazy as _

from accounts.roles import ADMINS, LEADING, OFFICE, REVIEWERS, TEAM, UNIT, Role
from overview import kinds
from overview.menu import Entry, Section

BODY = LEADING | OFFICE | REVIEWERS | {Role.LEAD_CLERK, Role.ARCHIVIST, Role.COORDINATION_GROUP}
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
        _("My work"), "grid-1x2", [Entry(_("My work"), "overview:home", frozenset(Role), exact=True)]
    ),
    Section(
        _("The unit"), "building", [Entry(_("Our rectification"), "rectification:unit_home", UNIT)]
    ),
    Section(
        _("Plan and rounds"),
        "calendar3",
        [
            Entry(_("Five-year plan"), "inspections:plan_list", BODY, kinds.PLANS),
            Entry(_("Rounds"), "inspections:round_list", BODY | TEAM, kinds.ROUNDS),
            Entry(_("Assignments and notices"), "inspections:assignment_list", BODY | TEAM, kinds.NOTICES),
            Entry(_("Inspection notices"), "inspections:notice_list", UNIT, kinds.NOTICES),
        ],
    ),
    Section(
        _("Teams and authority"),
        "people",
        [
            Entry(_("Teams"), "inspections:team_list", BODY | TEAM, kinds.TEAMS),
            Entry(_("Talent pool"), "inspections:pool", OFFICE | LEADING),
        ],
    ),
    Section(
        _("On site"),
        "journal-text",
        [
            Entry(_("Activities"), "inspections:activity_list", TEAM | OFFICE),
            Entry(_("Working papers"), "inspections:paper_list", TEAM | OFFICE, kinds.PAPERS),
            Entry(_("Team meetings"), "inspections:meeting_list", TEAM),
            Entry(_("Records to file"), "inspections:filing_list", OFFICE, kinds.FILING),
            Entry(_("Methods"), "inspections:method_list", OFFICE),
        ],
    ),
    Section(
        _("Issues and feedback"),
        "file-earmark-text",
        [
            Entry(_("Issues"), "inspections:issue_list", BODY | TEAM | UNIT),
            Entry(_("Reports"), "inspections:report_list", BODY | TEAM, kinds.REPORTS),
            Entry(_("Feedback"), "inspections:feedback_list", BODY | TEAM | UNIT, kinds.FEEDBACK),
        ],
    ),
    Section(
        _("Rectification"),
        "check2-square",
        [
            Entry(_("Ledger"), "rectification:ledger", LEDGER),
            Entry(_("Rectification plans"), "rectification:plan_list", LEDGER - {Role.DEPARTMENT_LIAISON}, kinds.RECTIFICATION_PLANS),
            Entry(_("Item reviews"), "rectification:ledger", REVIEWERS | OFFICE, kinds.REVIEWS, "?view=waiting"),
            Entry(_("Extensions asked"), "rectification:ledger", OFFICE, kinds.EXTENSIONS, "?view=asked"),
            Entry(_("Items to close"), "rectification:ledger", OFFICE, kinds.CLOSURES, "?view=to_close"),
            Entry(_("Items to sign for"), "rectification:ledger", frozenset({Role.UNIT_HEAD}), kinds.CONFIRMATIONS, "?view=to_confirm"),
            Entry(_("Suggestions"), "rectification:suggestion_list", OFFICE | LEADING | UNIT | {Role.DEPARTMENT_LIAISON}, kinds.SUGGESTIONS),
        ],
    ),
    Section(
        _("Leads"),
        "lock",
        [
            Entry(_("Leads"), "leads:list", READS_LEADS, kinds.LEADS),
            Entry(_("Register a lead"), "leads:register", REGISTERS_LEADS),
            Entry(_("Openings"), "leads:openings", READS_LEADS),
            Entry(_("Lead statistics"), "leads:statistics", LEADING | OFFICE | REVIEWERS | {Role.LEAD_CLERK, Role.DISCIPLINE_CASE_MANAGER}),
        ],
    ),
    Section(
        _("Dashboard"), "bar-chart-line", [Entry(_("Round dashboard"), "overview:dashboard", BODY | TEAM)]
    ),
    Section(
        _("Deadlines"),
        "clock",
        [
            Entry(_("Working-day calendar"), "deadlines:calendar", OFFICE),
            Entry(_("Deadline rules"), "deadlines:rules", OFFICE | LEADING | REVIEWERS),
            Entry(_("Reminder steps"), "deadlines:rungs", OFFICE),
        ],
    ),
    Section(
        _("Administration"),
        "gear",
        [
            Entry(_("Organisations"), "accounts:organizations", frozenset({Role.SYSTEM_ADMIN})),
            Entry(_("People"), "accounts:people", frozenset({Role.SYSTEM_ADMIN})),
            Entry(_("Duties"), "accounts:duties", frozenset({Role.SECURITY_ADMIN})),
            Entry(_("Journal"), "accounts:journal", frozenset({Role.AUDIT_ADMIN})),
        ],
    ),
    Section(
        _("My tools"),
        "sliders",
        [
            Entry(_("Background jobs"), "accounts:jobs", EVERYBODY),
            Entry(_("Keys for other systems"), "exchange:tokens", EVERYBODY),
        ],
    ),
]  # fmt: skip
