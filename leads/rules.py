"""Who may do what with a lead, and the sentence when not (domain.md 2.3, 4.2)."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, Recusal, User
from accounts.roles import LEADING, OFFICE, TEAM, Role
from accounts.scope import duties, holders, recused
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Assignment, TeamAuthorization
from leads.models import Lead
from leads.states import INTAKE, HolderGroup, LeadState, OutcomeKind

S = LeadState

NOT_THEIRS = _(
    "Only the discipline side disposes of leads. Inspection teams and the inspection office do not "
    "carry out disciplinary review."
)
HANDED_OVER_ALREADY = _(
    "This lead was handed over. From then on only the discipline side works on it."
)
NOT_BEFORE_REPORT = _(
    "The inspection report is not approved yet. Propose an early transfer (during the inspection)."
)


@dataclass(frozen=True)
class Deed:
    """One thing that can be done with a lead: by whom, from where, and what others are told."""

    roles: frozenset[Role]
    states: frozenset[str]
    only: str | Promise


DISCIPLINE = frozenset({Role.DISCIPLINE_CASE_MANAGER})
INTAKE_SIDE = frozenset({Role.TEAM_LEADER, Role.LEAD_CLERK})
CHIEFS = frozenset({Role.COMMITTEE_LEADER, Role.GROUP_LEADER})
UNDER_WAY = frozenset({S.TALK_INQUIRY, S.PRELIMINARY_VERIFICATION})

BY_CHIEFS = _("The head of the leading group or of the committee decides on the transfer.")
BY_INTAKE = _("The leader of the team and the lead clerk do this.")
BY_CLERK = _("The lead clerk of the inspection office does this.")

DEEDS: dict[str, Deed] = {
    "amend": Deed(INTAKE_SIDE, frozenset({S.REGISTERED, S.SCREENED}), BY_INTAKE),
    "screen": Deed(INTAKE_SIDE, frozenset({S.REGISTERED}), BY_INTAKE),
    "refer": Deed(INTAKE_SIDE, frozenset({S.REGISTERED}), BY_INTAKE),
    "propose": Deed(INTAKE_SIDE, frozenset({S.SCREENED}), _("The leader of the team signs this.")),
    "approve": Deed(CHIEFS, frozenset({S.PROPOSED_TRANSFER}), BY_CHIEFS),
    "send_back": Deed(CHIEFS, frozenset({S.PROPOSED_TRANSFER}), BY_CHIEFS),
    "hand_over": Deed(frozenset({Role.LEAD_CLERK}), frozenset({S.APPROVED}), BY_CLERK),
    "receive": Deed(DISCIPLINE, frozenset({S.TRANSFERRED}), NOT_THEIRS),
    "dispose": Deed(DISCIPLINE, frozenset({S.RECEIVED}), NOT_THEIRS),
    "reactivate": Deed(DISCIPLINE, frozenset({S.DEFERRED}), NOT_THEIRS),
    "report_result": Deed(DISCIPLINE, UNDER_WAY, NOT_THEIRS),
    "add_outcome": Deed(
        DISCIPLINE | {Role.ORGANIZATION_REVIEWER},
        UNDER_WAY | {S.RESULT_REPORTED, S.FED_BACK},
        NOT_THEIRS,
    ),
    "feed_back": Deed(DISCIPLINE, frozenset({S.RESULT_REPORTED, S.CONCLUDED}), NOT_THEIRS),
    "close": Deed(frozenset({Role.LEAD_CLERK}), frozenset({S.FED_BACK}), BY_CLERK),
}
DISCIPLINE_DEEDS = frozenset(
    {"receive", "dispose", "reactivate", "report_result", "add_outcome", "feed_back"}
)


def standing(user: User, lead: Lead) -> frozenset[str]:
    """The roles in which ``user`` stands to this lead now; none when recused from its unit."""
    if lead.organization_id in recused(user):
        return frozenset()
    led = TeamAuthorization.objects.filter(team=lead.team_id).values("pk")
    for_body = Q(organization=lead.body_id, authorization=None)
    for_team = Q(role=Role.TEAM_LEADER, authorization__in=led)
    return frozenset(duties(user).filter(for_body | for_team).values_list("role", flat=True))


def may(user: User, deed: str, lead: Lead) -> Verdict:
    return verdict(standing(user, lead), deed, lead)


def verdicts(user: User, lead: Lead) -> dict[str, Verdict]:
    """The answer for every deed, from one question to the database."""
    roles = standing(user, lead)
    return {name: verdict(roles, name, lead) for name in (*DEEDS, "open")}


def verdict(roles: frozenset[str], deed: str, lead: Lead) -> Verdict:
    """The person first, then the step: who may never do it is told so, whatever the state."""
    if deed == "open":
        return _may_open(roles, lead)
    wanted = DEEDS[deed]
    if not _acts_in(roles, deed, lead):
        return Verdict(wanted.only)
    if lead.state not in wanted.states:
        return Verdict(_out_of_step(lead, deed))
    return ALLOWED


def _acts_in(roles: frozenset[str], deed: str, lead: Lead) -> bool:
    if deed == "propose":
        # A lead that no team found has no team leader to sign it; the lead clerk signs.
        signer = Role.TEAM_LEADER if lead.team_id else Role.LEAD_CLERK
        return signer in roles
    if Role.ORGANIZATION_REVIEWER in roles and not lead.is_cadre_matter:
        roles -= {Role.ORGANIZATION_REVIEWER}
    return bool(roles & DEEDS[deed].roles)


def _out_of_step(lead: Lead, deed: str) -> str | Promise:
    if lead.is_handed_over and deed not in DISCIPLINE_DEEDS | {"close"}:
        return HANDED_OVER_ALREADY
    words = {"state": lead.get_state_display()}
    return _("This lead is “%(state)s”; this step does not follow from there.") % words


def holder_groups(roles: frozenset[str], lead: Lead) -> list[HolderGroup]:
    """The key holders' groups a person in ``roles`` belongs to, for this lead as it stands."""
    groups = []
    if Role.LEAD_CLERK in roles:
        groups.append(HolderGroup.CLERKS)
    if Role.TEAM_LEADER in roles and lead.state in INTAKE:
        groups.append(HolderGroup.TEAM)
    if lead.is_handed_over and Role.DISCIPLINE_CASE_MANAGER in roles:
        groups.append(HolderGroup.DISCIPLINE)
    if lead.is_handed_over and lead.is_cadre_matter and Role.ORGANIZATION_REVIEWER in roles:
        groups.append(HolderGroup.ORGANIZATION)
    return groups


def _may_open(roles: frozenset[str], lead: Lead) -> Verdict:
    if holder_groups(roles, lead):
        return ALLOWED
    if Role.TEAM_LEADER in roles:
        return Verdict(HANDED_OVER_ALREADY)
    return Verdict(_("You may know the number and the state of this lead, not its content."))


def may_register(user: User, body: Organization, assignment: Assignment | None) -> Verdict:
    """Every member of the team hands in what they find; the lead clerk what reaches the office."""
    if assignment is None:
        held = duties(user).filter(role=Role.LEAD_CLERK, organization=body)
        return ALLOWED if held.exists() else Verdict(_("Choose the unit the lead was found at."))
    if assignment.organization_id in recused(user):
        return Verdict(_("You keep away from this unit; hand the lead to your team leader."))
    team = TeamAuthorization.objects.filter(team=assignment.team_id).values("pk")
    if duties(user).filter(role__in=TEAM, authorization__in=team).exists():
        return ALLOWED
    return Verdict(_("Only members of the team that inspects this unit register its leads."))


def may_propose_now(lead: Lead, *, is_early: bool) -> Verdict:
    """Leads go with the approved report; during the inspection only as an early transfer (LZ-30)."""
    if is_early or lead.assignment is None or report_is_approved(lead.assignment):
        return ALLOWED
    return Verdict(NOT_BEFORE_REPORT)


def report_is_approved(assignment: Assignment) -> bool:
    return assignment.state in REPORT_APPROVED


REPORT_APPROVED = frozenset(
    {"report_approved", "fed_back", "rectifying", "reports_accepted", "closed"}
)


def may_add_kind(user: User, lead: Lead, kind: str) -> Verdict:
    """The organization department reports its own measures, the discipline side everything else."""
    roles = standing(user, lead)
    if Role.DISCIPLINE_CASE_MANAGER in roles or kind == OutcomeKind.ORGANIZATIONAL_MEASURE:
        return ALLOWED
    return Verdict(_("The organization department reports organizational measures only."))


def may_enter_figures(user: User, body: Organization) -> Verdict:
    if duties(user).filter(role=Role.DISCIPLINE_CASE_MANAGER, organization=body).exists():
        return ALLOWED
    return Verdict(_("The discipline case manager enters these figures."))


def never_disposes(user: User) -> bool:
    """Teams and the inspection office are refused a discipline deed whether a lead exists or not."""
    return duties(user).filter(role__in=(*TEAM, *OFFICE, *LEADING, Role.LEAD_CLERK)).exists()


def people_who_may_open(lead: Lead) -> QuerySet[User]:
    """Everybody whose duty would open this lead now, minus those who keep away from its unit."""
    for_body = {Role.LEAD_CLERK}
    if lead.is_handed_over:
        for_body |= DISCIPLINE
    if lead.is_handed_over and lead.is_cadre_matter:
        for_body |= {Role.ORGANIZATION_REVIEWER}
    people = holders(*for_body, organization=lead.body)
    if lead.team is not None and lead.state in INTAKE:
        people |= holders(Role.TEAM_LEADER, authorizations=lead.team.authorizations.all())
    apart = Recusal.objects.current().filter(organization=lead.organization_id)
    return people.exclude(pk__in=apart.values("person_id"))
