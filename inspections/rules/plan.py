"""Who may do what with a plan, and when."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.roles import LEADING, OFFICE, Role
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import InspectionPlan, PlanRound, PlanTarget, Round
from inspections.rules.balance import all_targets_spread, counts_balance
from inspections.states.assignment import COVERED
from inspections.states.plan import PENDING, PlanState
from inspections.states.round import RoundState

NOT_OFFICE = _("Only the inspection office does this.")


def is_office(user: User, body: Organization) -> Verdict:
    return ALLOWED if holds(user, *OFFICE, organization=body) else Verdict(NOT_OFFICE)


def may_draw_up(user: User) -> Verdict:
    return ALLOWED if holds(user, *OFFICE) else Verdict(NOT_OFFICE)


def may_edit_plan(user: User, plan: InspectionPlan) -> Verdict:
    if not (verdict := is_office(user, plan.body)):
        return verdict
    if plan.state != PlanState.DRAFT:
        return Verdict(_("Only a draft can be changed. Return it, or revise the plan."))
    return ALLOWED


def may_submit_plan(user: User, plan: InspectionPlan) -> Verdict:
    """Submitted only when the numbers agree and every target has its round (HLJ-05, HLJ-07)."""
    if not (verdict := may_edit_plan(user, plan)):
        return verdict
    return counts_balance(plan) and all_targets_spread(plan)


def may_pass_plan(user: User, plan: InspectionPlan) -> Verdict:
    if not holds(user, *LEADING, organization=plan.body):
        return Verdict(_("Only the leading group records its own meeting."))
    if plan.state != PlanState.UNDER_REVIEW:
        return Verdict(_("The plan is not before the leading group."))
    return ALLOWED


def may_adopt_plan(user: User, plan: InspectionPlan) -> Verdict:
    if not holds(user, Role.COMMITTEE_LEADER, organization=plan.body):
        return Verdict(_("Only the Party committee adopts a plan."))
    if plan.state != PlanState.GROUP_PASSED:
        return Verdict(_("The committee takes up a plan after the leading group has passed it."))
    return ALLOWED


def may_return_plan(user: User, plan: InspectionPlan) -> Verdict:
    if plan.state == PlanState.UNDER_REVIEW:
        return may_pass_plan(user, plan)
    if plan.state == PlanState.GROUP_PASSED:
        return may_adopt_plan(user, plan)
    return Verdict(_("Only a plan under deliberation can be returned."))


def may_issue_plan(user: User, plan: InspectionPlan) -> Verdict:
    """Issued only after both meetings (HLJ-03)."""
    if not (verdict := is_office(user, plan.body)):
        return verdict
    if plan.state in (PlanState.DRAFT, PlanState.UNDER_REVIEW):
        return Verdict(
            _("The leading group and the standing committee have not both passed the plan.")
        )
    if plan.state == PlanState.GROUP_PASSED:
        return Verdict(_("The standing committee has not adopted the plan yet."))
    if plan.state != PlanState.ADOPTED:
        return Verdict(_("The plan is issued already."))
    return ALLOWED


def may_revise_plan(user: User, plan: InspectionPlan) -> Verdict:
    if not (verdict := is_office(user, plan.body)):
        return verdict
    if plan.state != PlanState.IN_FORCE:
        return Verdict(_("Only the plan in force is revised."))
    pending = InspectionPlan.objects.filter(term=plan.term_id, state__in=PENDING).first()
    if pending is not None:
        return Verdict(
            _("Edition %(edition)s is being drawn up already.") % {"edition": pending.edition}
        )
    return ALLOWED


def may_complete_plan(user: User, plan: InspectionPlan) -> Verdict:
    if not (verdict := is_office(user, plan.body)):
        return verdict
    if plan.state != PlanState.IN_FORCE:
        return Verdict(_("Only the plan in force is completed."))
    if left := uncovered(plan).count():
        return Verdict(_("%(left)s planned targets are not covered yet.") % {"left": left})
    return ALLOWED


def uncovered(plan: InspectionPlan) -> QuerySet[PlanTarget]:
    """Targets whose inspection within the term has not reached its feedback (YN-01)."""
    done = plan.term.rounds.exclude(state=RoundState.CANCELLED).filter(
        assignments__state__in=COVERED
    )
    return plan.targets.exclude(organization__in=done.values("assignments__organization"))


def opened(plan: InspectionPlan) -> set[int]:
    """Numbers of the planned rounds that a round was opened for: their targets are settled."""
    rounds = Round.objects.filter(term=plan.term_id).exclude(state=RoundState.CANCELLED)
    return set(rounds.filter(plan__isnull=False).values_list("number", flat=True))


def may_move_target(user: User, target: PlanTarget, to: PlanRound) -> Verdict:
    if not (verdict := may_edit_plan(user, target.plan)):
        return verdict
    settled = opened(target.plan)
    before = target.plan_round
    for number in [to.number, *([before.number] if before else [])]:
        if number in settled:
            return Verdict(
                _("Round %(number)s has been opened; its targets are settled.") % {"number": number}
            )
    if to.plan_id != target.plan_id:
        return Verdict(_("This round belongs to another edition of the plan."))
    if before == to:
        return Verdict(_("The target is in this round already."))
    return ALLOWED
