"""Leads as lists see them: numbers, states and dates, never a word of the content."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from accounts.roles import LEADING, Role
from accounts.scope import duties, organizations
from deadlines import dates
from leads import rules
from leads.models import Handover, Lead, LeadOpening, LeadQuerySet
from leads.states import RUNNING_WITH_DISCIPLINE, LeadState, OpeningOutcome

S = LeadState
READERS = frozenset(
    {
        Role.LEAD_CLERK,
        Role.TEAM_LEADER,
        *LEADING,
        Role.DISCIPLINE_CASE_MANAGER,
        Role.ORGANIZATION_REVIEWER,
    }
)


def has_a_list(user: User) -> bool:
    """Whether the person is of those for whom leads exist at all."""
    return duties(user).filter(role__in=READERS).exists()


def leads_for_list(user: User) -> LeadQuerySet:
    """Every lead the person may know of, for the price of one query and its clocks."""
    opened = Count("openings", filter=Q(openings__outcome=OpeningOutcome.OPENED))
    return (
        Lead.objects.visible_to(user)
        .select_related(
            "team__round", "opinion_clock__rule", "feedback_clock__rule", "conclusion_clock__rule"
        )
        .defer("subject_sealed", "text_sealed", "evidence_sealed", "summary_sealed")
        .annotate(opened=opened)
    )


def leads_in_order(user: User) -> LeadQuerySet:
    return leads_for_list(user).order_by("-registered_at", "-pk")


def waiting_leads(user: User) -> LeadQuerySet:
    """Leads on which the next step is this person's; the discipline side's queue in order (TC-32)."""
    roles = frozenset(duties(user).values_list("role", flat=True))
    states: set[str] = set()
    for deed in rules.DEEDS.values():
        if roles & deed.roles:
            states |= deed.states
    if Role.TEAM_LEADER in roles:
        states |= {S.SCREENED}
    states -= _not_waiting(roles)
    return leads_for_list(user).filter(state__in=states).in_order_of_handling()


def _not_waiting(roles: frozenset[str]) -> set[str]:
    """States in which a person may add something but is not waited for."""
    if Role.DISCIPLINE_CASE_MANAGER in roles:
        return (
            {S.DEFERRED.value} if Role.LEAD_CLERK in roles else {S.DEFERRED.value, S.FED_BACK.value}
        )
    return set(S.values) if Role.ORGANIZATION_REVIEWER in roles else set()


def leads_called_for(user: User) -> LeadQuerySet:
    """The periodic call: with the discipline side and not closed (SD-14)."""
    return leads_for_list(user).filter(state__in=RUNNING_WITH_DISCIPLINE).in_order_of_handling()


def leads_without_opinion(user: User, today: date | None = None) -> LeadQuerySet:
    """No disposition after the limit: flagged until there is one (SD-14)."""
    day = today or dates.today()
    return leads_for_list(user).filter(
        state__in=[S.RECEIVED], opinion_clock__due_on__lt=day, opinion_clock__stopped_on=None
    )


def leads_overdue(user: User, today: date | None = None) -> LeadQuerySet:
    """Any of the three limits is past."""
    day = today or dates.today()
    late = Q()
    for clock in ("opinion_clock", "feedback_clock", "conclusion_clock"):
        late |= Q(**{f"{clock}__due_on__lt": day, f"{clock}__stopped_on": None})
    return leads_for_list(user).filter(late).in_order_of_handling()


def openings_of(lead: Lead) -> QuerySet[LeadOpening]:
    return lead.openings.select_related("user").order_by("-opened_at", "-pk")


def openings_for_list(user: User) -> QuerySet[LeadOpening]:
    """One's own; those of everybody for the lead clerk and the heads of the leading group."""
    overseen = organizations(user, Role.LEAD_CLERK, *rules.CHIEFS)
    return LeadOpening.objects.filter(
        Q(user=user.pk) | Q(lead__body__in=overseen), lead__in=Lead.objects.visible_to(user)
    ).select_related("lead", "user")


def handover_or_none(lead: Lead) -> Handover | None:
    people = ("giver", "second_giver", "receiver", "second_receiver", "received_by")
    return Handover.objects.filter(lead=lead).select_related(*people).first()


def knowing(lead: Lead) -> int:
    """How many people may open the lead now: each by a duty, minus those who keep away."""
    return rules.people_who_may_open(lead).count()
