"""Who may open a round and move it on, and when."""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import LEADING
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import InspectionPlan, Issue, PlanRound, Round
from inspections.rules.plan import is_office, may_draw_up
from inspections.states.assignment import COVERED, ENTERED, LEFT, REPORTED, UNDER_WAY
from inspections.states.issue import IssueState
from inspections.states.plan import PlanState
from inspections.states.round import BEFORE_ENTRY, EXCUSABLE, RoundState, next_stage

# What the assignments must have reached before the office may declare the next stage.
NEEDED = {
    RoundState.REPORTING: (LEFT, _("%(left)s targets are not withdrawn from yet.")),
    RoundState.FEEDBACK: (REPORTED, _("%(left)s targets have no approved report yet.")),
    RoundState.RECTIFYING: (COVERED, _("%(left)s targets have no feedback yet.")),
    RoundState.EVALUATING: (
        UNDER_WAY,
        _("%(left)s targets have no rectification plan in force yet."),
    ),
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


def is_approved(round_: Round) -> Verdict:
    """Nobody is authorised or announced for a round that the leading group has not approved."""
    if round_.state == RoundState.PROPOSED:
        return Verdict(_("The leading group has not approved the round yet."))
    if round_.state == RoundState.CANCELLED:
        return Verdict(_("The round was called off."))
    return ALLOWED


def may_declare_stage(user: User, round_: Round, *, reason: str = "") -> Verdict:
    """The office declares the stages after the approval; each needs what it builds on.

    From the feedback on, a written reason makes up for what is lacking.
    """
    if not (verdict := is_office(user, round_.body)):
        return verdict
    following = next_stage(round_.state)
    if round_.state == RoundState.PROPOSED:
        return Verdict(_("The leading group has not approved the round yet."))
    if following is None:
        return Verdict(_("The round has reached its end."))
    if following == RoundState.STATIONED:
        return _somebody_on_site(round_)
    if following in EXCUSABLE and reason:
        return ALLOWED
    if following in NEEDED:
        reached, sentence = NEEDED[following]
        left = round_.assignments.exclude(state__in=reached).count()
        return Verdict(sentence % {"left": left}) if left else ALLOWED
    if following == RoundState.CLOSED:
        return _everything_rectified(round_)
    return ALLOWED


def may_excuse_stage(user: User, round_: Round) -> Verdict:
    """Whether a written reason is all that the next stage lacks."""
    if may_declare_stage(user, round_):
        return Verdict(_("Nothing is lacking; declare the stage without a reason."))
    return may_declare_stage(user, round_, reason="-")


def _everything_rectified(round_: Round) -> Verdict:
    """An issue stays open while an item of it does, a long-term one with its milestones too."""
    fed_back = Issue.objects.filter(assignment__round=round_).fed_back()
    left = fed_back.exclude(state=IssueState.CLOSED).count()
    return Verdict(_("%(left)s issues are not closed yet.") % {"left": left}) if left else ALLOWED


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
