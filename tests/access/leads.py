"""Leads: for most roles there is nothing here at all."""

from django.utils import timezone

from accounts.roles import LEADING, OFFICE, REVIEWERS, TEAM, Role
from leads.models import Lead
from leads.rules import CHIEFS, DEEDS, DISCIPLINE_DEEDS
from leads.states import FED_BACK_OR_LATER, HANDED_OVER, RECEIVED_OR_LATER, LeadState
from tests.access import Allow, Row

S = LeadState
CASE = {Role.DISCIPLINE_CASE_MANAGER}
INTAKE = {Role.TEAM_LEADER, Role.LEAD_CLERK}
KNOW_EARLY = INTAKE
KNOW_PROPOSED = INTAKE | LEADING
KNOW_HANDED = KNOW_PROPOSED | CASE | {Role.ORGANIZATION_REVIEWER}
NEVER_DISPOSE = TEAM | OFFICE | LEADING | {Role.LEAD_CLERK}
FIGURES = LEADING | OFFICE | REVIEWERS | CASE | {Role.LEAD_CLERK}


def lead_in(state):
    """The planted lead, put behind the model's back where a step begins."""

    def args(world):
        now = timezone.now()
        Lead.objects.filter(pk=world.lead.pk).update(
            state=state,
            is_cadre_matter=True,
            transferred_at=now if state in HANDED_OVER else None,
            received_at=now if state in RECEIVED_OR_LATER else None,
            fed_back_at=now if state in FED_BACK_OR_LATER else None,
            summary_sealed=b"sealed" if state in FED_BACK_OR_LATER else b"",
        )
        return [world.lead.pk]

    return args


def knowing(state) -> set:
    if state in HANDED_OVER:
        return set(KNOW_HANDED)
    return set(KNOW_PROPOSED if state in {S.PROPOSED_TRANSFER, S.APPROVED} else KNOW_EARLY)


def step_row(deed: str, state: str, *, doers: set) -> Row:
    """The doers get the form; who knows of the lead is refused with the reason; others find nothing."""
    refused = knowing(state) | (NEVER_DISPOSE if deed in DISCIPLINE_DEEDS else set())
    allow = Allow(200, doers, also=dict.fromkeys(refused - doers, 409))
    return Row(args=lead_in(state), get=allow, post=allow)


BEGINS = {
    "screen": (S.REGISTERED, INTAKE),
    "refer": (S.REGISTERED, INTAKE),
    "propose": (S.SCREENED, {Role.TEAM_LEADER}),
    "approve": (S.PROPOSED_TRANSFER, set(CHIEFS)),
    "send_back": (S.PROPOSED_TRANSFER, set(CHIEFS)),
    "hand_over": (S.APPROVED, {Role.LEAD_CLERK}),
    "receive": (S.TRANSFERRED, CASE),
    "dispose": (S.RECEIVED, CASE),
    "reactivate": (S.DEFERRED, CASE),
    "report_result": (S.TALK_INQUIRY, CASE),
    "add_outcome": (S.PRELIMINARY_VERIFICATION, CASE | {Role.ORGANIZATION_REVIEWER}),
    "feed_back": (S.CONCLUDED, CASE),
    "close": (S.FED_BACK, {Role.LEAD_CLERK}),
}
assert set(BEGINS) == set(DEEDS) - {"amend"}

OPENERS = {Role.LEAD_CLERK, *CASE, Role.ORGANIZATION_REVIEWER}


def handed(world):
    return [world.handed_lead.pk]


ACCESS = {
    "leads:list": Row(get=Allow(200, KNOW_HANDED)),
    "leads:openings": Row(get=Allow(200, KNOW_HANDED)),
    "leads:register": Row(
        get=Allow(200, TEAM | {Role.LEAD_CLERK}), post=Allow(200, TEAM | {Role.LEAD_CLERK})
    ),
    "leads:registered": Row(get=Allow(200, TEAM | {Role.LEAD_CLERK})),
    "leads:statistics": Row(get=Allow(200, FIGURES)),
    "leads:figures_enter": Row(
        get=Allow(200, CASE, also=dict.fromkeys(FIGURES - CASE, 409)),
        post=Allow(200, CASE, also=dict.fromkeys(FIGURES - CASE, 409)),
    ),
    "leads:figures_correct": Row(
        args=lambda world: [world.lead_figures.pk],
        get=Allow(200, CASE, also=dict.fromkeys(FIGURES - CASE, 409)),
        post=Allow(200, CASE, also=dict.fromkeys(FIGURES - CASE, 409)),
    ),
    "leads:door": Row(args=handed, get=Allow(200, KNOW_HANDED)),
    "leads:open": Row(
        args=handed, post=Allow(200, OPENERS, also=dict.fromkeys(KNOW_HANDED - OPENERS, 409))
    ),
    "leads:opened": Row(args=handed, get=Allow(302, KNOW_HANDED)),
    "leads:shut": Row(args=handed, post=Allow(302, KNOW_HANDED)),
    "leads:attachment": Row(args=lambda world: [world.handed_lead.pk, 1], get=Allow(200, set())),
    "leads:amend": Row(args=lead_in(S.REGISTERED), get=Allow(302, INTAKE), post=Allow(409, INTAKE)),
    "leads:receipt": Row(args=handed, get=Allow(200, KNOW_HANDED)),
    **{
        f"leads:{deed}": step_row(deed, state, doers=doers)
        for deed, (state, doers) in BEGINS.items()
    },
}
