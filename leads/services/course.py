"""What every step of a lead does besides its own: move, keep the sealed note, tell who is next."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from accounts import notices
from accounts.models import Organization, Recusal, User
from accounts.roles import Role
from accounts.scope import holders
from accounts.steps import move
from accounts.verdicts import demand
from leads import rules
from leads.models import Lead, LeadStep
from leads.selectors.boxes import box_to_write
from leads.services.envelopes import add_sealed
from leads.states import LEAD_STEPS, Compartment, LeadState

WAITS = gettext_noop("A matter waits for you: no. %(number)s")
TRANSFERRED_WAITS = gettext_noop("A transferred matter waits for you: no. %(number)s")
WAITS_AGAIN = gettext_noop("A matter came back to you: no. %(number)s")


def step(
    lead: Lead,
    deed: str,
    to: LeadState,
    *,
    actor: User,
    note: str = "",
    held_on: date | None = None,
    compartment: Compartment = Compartment.INTAKE,
    **changes: Any,
) -> None:
    """Demand the right, move the lead under its lock, and seal the note into the step's row.

    The note never reaches ``move``: what ``move`` is given is kept in clear beside the journal.
    """
    demand(rules.may(actor, deed, lead))
    before = lead.state
    move(lead, to, steps=LEAD_STEPS, actor=actor, **changes)
    record_step(lead, before, actor=actor, note=note, held_on=held_on, compartment=compartment)


def record_step(
    lead: Lead,
    before: str,
    *,
    actor: User,
    note: str = "",
    held_on: date | None = None,
    compartment: Compartment = Compartment.INTAKE,
) -> None:
    fields = {
        "lead": lead,
        "from_state": before,
        "to_state": lead.state,
        "by": actor,
        "held_on": held_on,
        "compartment": compartment,
    }
    if note:
        add_sealed(LeadStep, box_to_write(lead, compartment), sealed={"note": note}, **fields)
    else:
        LeadStep.objects.create(**fields)


def tell(lead: Lead, people: QuerySet[User], title: str) -> None:
    """A neutral notice: that something waits, and its number; once a step and person."""
    recused = Recusal.objects.current().filter(organization=lead.organization_id)
    notices.queue(
        to=people.exclude(pk__in=recused.values("person_id")),
        title=title,
        about=lead,
        url=lead.get_absolute_url(),
        key=f"leads/{lead.pk}/{lead.version}",
        number=lead.number,
    )


def clerks(body: Organization) -> QuerySet[User]:
    return holders(Role.LEAD_CLERK, organization=body)


def leader_of(lead: Lead) -> QuerySet[User]:
    if lead.team is None:
        return User.objects.none()
    return holders(Role.TEAM_LEADER, authorizations=lead.team.authorizations.all())


def chiefs(body: Organization) -> QuerySet[User]:
    return holders(*rules.CHIEFS, organization=body)


def case_managers(body: Organization) -> QuerySet[User]:
    return holders(Role.DISCIPLINE_CASE_MANAGER, organization=body)
