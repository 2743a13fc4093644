"""Who may open a round and move it on, and when."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import LEADING
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import InspectionPlan, PlanRound, Round
from inspections.rules.plan import is_office, may_draw_up
from inspections.states.assignment import COVERED, ENTERED, LEFT
from inspections.states.plan import PlanState
from inspections.states.round import BEFORE_ENTRY, RoundState, next_stage

# What the assignments must have reached before the office may declare the next stage.
NEEDED = {
    RoundState.REPORTING: (LEFT, _("%(left)s targets are not withdrawn from yet.")),
    RoundState.RECTIFYING: (COVERED, _("%(left)s targets have no feedback yet.")),
}


def may_open_round(user: User) -> Verdict:
    return may_draw_up(user)


def may_open_planned(user: User, plan: InspectionPlan, planned: PlanRound) -> Verdict:
    if not (verdict := is_office(user, plan.body)):
        return verdict
    if plan.state != PlanState.IN_FORCE:
        return Verdict(_("A round is opened from the plan in force."))
    if not planned.targets.exists():
        return Verdict(_("This planned round has no targets."))
    same = Round.objects.filter(term=plan.term_id, number=planned.number)
    if same.exclude(state=RoundState.CANCELLED).exists():
        return Verdict(_("Round %(number)s is open already.") % {"number": planned.number})
    return ALLOWED


def may_approve_round(user: User, round_: Round) -> Verdict:
    if not holds(user, *LEADING, organization=round_.body):
        return Verdict(_("The leading group approves a round."))
    if round_.state != RoundState.PROPOSED:
        return Verdict(_("The round is approved already."))
    if not round_.targets.exists():
        return Verdict(_("The round has no targets yet."))
    return ALLOWED


def may_declare_stage(user: User, round_: Round) -> Verdict:
    """The office declares the stages after the approval; each needs what it builds on."""
    if not (verdict := is_office(user, round_.body)):
        return verdict
    following = next_stage(round_.state)
    if round_.state == RoundState.PROPOSED:
        return Verdict(_("The leading group has not approved the round yet."))
    if following is None:
        return Verdict(_("The round has reached its end."))
    if following == RoundState.STATIONED:
        return _somebody_on_site(round_)
    if following in NEEDED:
        reached, sentence = NEEDED[following]
        left = round_.assignments.exclude(state__in=reached).count()
        return Verdict(sentence % {"left": left}) if left else ALLOWED
    return ALLOWED


def _somebody_on_site(round_: Round) -> Verdict:
    if round_.assignments.filter(state__in=ENTERED).exists():
        return ALLOWED
    return Verdict(_("No team has entered a unit yet."))


def may_cancel_round(user: User, round_: Round) -> Verdict:
    if not (verdict := is_office(user, round_.body)):
        return verdict
    if round_.state not in BEFORE_ENTRY:
        return Verdict(_("A round can be called off only before a team is on site."))
    if round_.assignments.filter(state__in=ENTERED).exists():
        return Verdict(_("A team is on site already."))
    return ALLOWED


def may_change_round(user: User, round_: Round) -> Verdict:
    """Targets, teams and dates are settled once a team is on site."""
    if not (verdict := is_office(user, round_.body)):
        return verdict
    if round_.state not in BEFORE_ENTRY:
        return Verdict(_("The round is on its way; its targets and teams are settled."))
    return ALLOWED
