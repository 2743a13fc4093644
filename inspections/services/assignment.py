"""An assignment on its way: entered, withdrawn from. Later steps belong to report and feedback."""

from datetime import date

from django.db import transaction

from accounts import steps
from accounts.models import User
from accounts.verdicts import demand
from inspections.models import Assignment, Team
from inspections.rules import assignment as rules
from inspections.states.assignment import ASSIGNMENT_STEPS, LEFT, AssignmentState
from inspections.states.team import TEAM_STEPS, TeamState


@transaction.atomic
def enter(assignment: Assignment, *, on: date, reason: str = "", actor: User) -> None:
    """Record the team's entry; with its first target the team itself is on site."""
    reason = reason.strip()
    team = Team.objects.select_for_update(of=("self",)).get(pk=assignment.team_id)
    demand(rules.may_enter(actor, steps.lock(assignment), on=on, reason=reason))
    steps.move(
        assignment,
        AssignmentState.STATIONED,
        steps=ASSIGNMENT_STEPS,
        actor=actor,
        note=reason,
        entered_on=on,
    )
    if team.state == TeamState.AUTHORIZED:
        steps.move(team, TeamState.STATIONED, steps=TEAM_STEPS, actor=actor)


@transaction.atomic
def withdraw(assignment: Assignment, *, on: date, actor: User) -> None:
    """Record the withdrawal; with its last target the team itself has left."""
    team = Team.objects.select_for_update(of=("self",)).get(pk=assignment.team_id)
    demand(rules.may_withdraw(actor, steps.lock(assignment), on=on))
    steps.move(
        assignment, AssignmentState.WITHDRAWN, steps=ASSIGNMENT_STEPS, actor=actor, withdrawn_on=on
    )
    everywhere = not team.assignments.exclude(state__in=LEFT).exists()
    if team.state == TeamState.STATIONED and everywhere:
        steps.move(team, TeamState.WITHDRAWN, steps=TEAM_STEPS, actor=actor)
