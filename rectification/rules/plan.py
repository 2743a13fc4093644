"""Who may draft, submit, review and put in force a rectification plan."""

from django.utils.translation import gettext as _

from accounts.models import User
from accounts.roles import OFFICE, UNIT
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Feedback
from rectification.models import PARTY_ROLES, RectificationPlan
from rectification.rules.coverage import PlanCheck
from rectification.states import Party, PlanState, ReviewResult


def of_unit(user: User, row: Feedback | RectificationPlan) -> bool:
    return holds(user, *UNIT, organization=row.organization)


def of_office(user: User, row: Feedback | RectificationPlan) -> bool:
    return holds(user, *OFFICE, organization=row.body)


def may_draft_plan(user: User, feedback: Feedback) -> Verdict:
    if not of_unit(user, feedback):
        return Verdict(_("Only the inspected unit draws up its plan."))
    if not feedback.is_out:
        return Verdict(_("The feedback has not been issued yet."))
    if any(plan.state != PlanState.RETURNED for plan in feedback.plans.all()):
        return Verdict(_("A plan for this feedback is already under way."))
    return ALLOWED


def may_edit_plan(user: User, plan: RectificationPlan) -> Verdict:
    if not of_unit(user, plan):
        return Verdict(_("Only the inspected unit changes its plan."))
    if plan.state != PlanState.DRAFTING:
        return Verdict(_("The plan was submitted and cannot be changed any more."))
    return ALLOWED


def may_submit_plan(user: User, plan: RectificationPlan, check: PlanCheck) -> Verdict:
    """Gaps in coverage and wording are shown to the unit and stop the review, not the sending."""
    allowed = may_edit_plan(user, plan)
    if not allowed:
        return allowed
    if not check.items:
        return Verdict(_("The plan has no items yet."))
    for gate in [check.responsibility_gate(), check.measures_gate()]:
        if not gate.passed:
            return Verdict(gate.refusal)
    return ALLOWED


def may_take_up_plan(user: User, plan: RectificationPlan) -> Verdict:
    if not of_office(user, plan):
        return Verdict(_("Only the inspection office opens the joint review."))
    if of_unit(user, plan):
        return Verdict(_("Nobody reviews the work of their own unit."))
    if plan.state != PlanState.SUBMITTED:
        return Verdict(_("The plan does not wait for the joint review to be opened."))
    return ALLOWED


def may_return_plan(user: User, plan: RectificationPlan) -> Verdict:
    """Before the joint review opens; later a return is a party's opinion."""
    return may_take_up_plan(user, plan)


def may_review_plan(user: User, plan: RectificationPlan, party: Party) -> Verdict:
    if not holds(user, *PARTY_ROLES[party], organization=plan.body):
        return Verdict(_("Each party writes its own opinion and no other."))
    if of_unit(user, plan):
        return Verdict(_("Nobody reviews the work of their own unit."))
    if plan.state != PlanState.JOINT_REVIEW:
        return Verdict(_("The plan is not in joint review."))
    if not plan.reviews.filter(party=party, result=ReviewResult.PENDING).exists():
        return Verdict(_("This party has given its opinion already."))
    return ALLOWED


def may_pass_plan(user: User, plan: RectificationPlan, party: Party, check: PlanCheck) -> Verdict:
    """A plan that omits or rewords an issue cannot pass, whoever reads it (SD-06)."""
    allowed = may_review_plan(user, plan, party)
    if not allowed:
        return allowed
    return Verdict(check.refusal)


def may_put_in_force(user: User, plan: RectificationPlan) -> Verdict:
    if not of_office(user, plan):
        return Verdict(_("Only the inspection office puts a plan in force."))
    if plan.state != PlanState.APPROVED:
        return Verdict(_("All three parties have to pass the plan first."))
    return ALLOWED


def may_record_meeting(user: User, feedback: Feedback) -> Verdict:
    if not of_unit(user, feedback):
        return Verdict(_("Only the inspected unit records its meetings."))
    if not feedback.is_out:
        return Verdict(_("The feedback has not been issued yet."))
    return ALLOWED
