"""The roles a duty can carry (domain.md 4.1), and the groups that rules speak of."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Role(TextChoices):
    COMMITTEE_LEADER = "committee_leader", pgettext_lazy("role", "Committee leader")
    GROUP_LEADER = "group_leader", pgettext_lazy("role", "Leading group head")
    GROUP_MEMBER = "group_member", pgettext_lazy("role", "Leading group member")
    OFFICE_DIRECTOR = "office_director", pgettext_lazy("role", "Office director")
    OFFICE_STAFF = "office_staff", pgettext_lazy("role", "Office staff")
    LEAD_CLERK = "lead_clerk", pgettext_lazy("role", "Lead clerk")
    PETITION_CLERK = "petition_clerk", pgettext_lazy("role", "Petition clerk")
    TEAM_LEADER = "team_leader", pgettext_lazy("role", "Team leader")
    TEAM_DEPUTY = "team_deputy", pgettext_lazy("role", "Deputy team leader")
    TEAM_LIAISON = "team_liaison", pgettext_lazy("role", "Team liaison")
    TEAM_MEMBER = "team_member", pgettext_lazy("role", "Team member")
    TEAM_SPECIALIST = "team_specialist", pgettext_lazy("role", "Specialist")
    COORDINATION_GROUP = "coordination_group", pgettext_lazy("role", "Coordination group")
    DISCIPLINE_REVIEWER = "discipline_reviewer", pgettext_lazy("role", "Discipline reviewer")
    DISCIPLINE_CASE_MANAGER = (
        "discipline_case_manager",
        pgettext_lazy("role", "Discipline case manager"),
    )
    ORGANIZATION_REVIEWER = (
        "organization_reviewer",
        pgettext_lazy("role", "Organization department reviewer"),
    )
    PUBLICITY_REVIEWER = (
        "publicity_reviewer",
        pgettext_lazy("role", "Publicity department reviewer"),
    )
    STATIONED_GROUP = "stationed_group", pgettext_lazy("role", "Stationed discipline group")
    UNIT_HEAD = "unit_head", pgettext_lazy("role", "Unit head")
    UNIT_LEADER = "unit_leader", pgettext_lazy("role", "Unit leader in charge")
    UNIT_LIAISON = "unit_liaison", pgettext_lazy("role", "Unit liaison")
    DEPARTMENT_LIAISON = "department_liaison", pgettext_lazy("role", "Department liaison")
    ARCHIVIST = "archivist", pgettext_lazy("role", "Archivist")
    API_CLIENT = "api_client", pgettext_lazy("role", "Interface client")
    SYSTEM_ADMIN = "system_admin", pgettext_lazy("role", "System administrator")
    SECURITY_ADMIN = "security_admin", pgettext_lazy("role", "Security administrator")
    AUDIT_ADMIN = "audit_admin", pgettext_lazy("role", "Audit administrator")


LEADING = frozenset({Role.COMMITTEE_LEADER, Role.GROUP_LEADER, Role.GROUP_MEMBER})
OFFICE = frozenset({Role.OFFICE_DIRECTOR, Role.OFFICE_STAFF})
TEAM = frozenset(
    {
        Role.TEAM_LEADER,
        Role.TEAM_DEPUTY,
        Role.TEAM_LIAISON,
        Role.TEAM_MEMBER,
        Role.TEAM_SPECIALIST,
    }
)
REVIEWERS = frozenset({Role.DISCIPLINE_REVIEWER, Role.ORGANIZATION_REVIEWER})
UNIT = frozenset({Role.UNIT_HEAD, Role.UNIT_LEADER, Role.UNIT_LIAISON})
# Who reads leads by number reads exact figures of them; who reads totals alone, no small ones.
EXACT_LEAD_FIGURES = frozenset({*LEADING, Role.LEAD_CLERK, Role.DISCIPLINE_CASE_MANAGER})
LEAD_TOTALS = OFFICE | REVIEWERS
ADMINS = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
