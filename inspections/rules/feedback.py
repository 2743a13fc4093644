"""May this person move the feedback on, and is its order kept?"""

from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.roles import LEADING, OFFICE, Role
from accounts.scope import holds
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Aspect, Assignment, Feedback, Issue
from inspections.rules.standing import serves, works_for
from inspections.states.feedback import CopyClass, FeedbackState
from inspections.states.issue import IssueState
from inspections.states.report import ReportState

WRITERS = (Role.TEAM_LEADER, Role.TEAM_DEPUTY, Role.TEAM_LIAISON)


def may_draft_feedback(user: User, assignment: Assignment) -> Verdict:
    if not _drafts_for(user, assignment):
        return Verdict(_("The feedback is drafted by the team or the inspection office."))
    report = getattr(assignment, "report", None)
    if report is None or report.state != ReportState.APPROVED:
        return Verdict(_("Feedback is drafted from the approved report, and there is none yet."))
    if Feedback.objects.filter(assignment=assignment).exists():
        return Verdict(_("This assignment has its feedback already."))
    return ALLOWED


def may_edit_feedback(user: User, feedback: Feedback) -> Verdict:
    if feedback.state != FeedbackState.DRAFTING:
        return Verdict(_("The wording is settled; have it returned before you change it."))
    if feedback.is_received:
        return may_record_received(user, feedback.body, feedback.organization)
    if not _drafts_for(user, feedback.assignment):
        return Verdict(_("The feedback is drafted by the team or the inspection office."))
    return ALLOWED


def may_review_feedback(user: User, feedback: Feedback) -> Verdict:
    if feedback.is_received or feedback.state != FeedbackState.DRAFTING:
        return Verdict(_("This feedback is not waiting for the office's review."))
    if not works_for(user, feedback.body, feedback.organization, *OFFICE):
        return Verdict(_("Only the inspection office reviews feedback."))
    if not feedback.overall.strip() or not feedback.requirements.strip():
        return Verdict(_("The overall evaluation or the opinions and suggestions are empty."))
    return _every_issue_placed(feedback)


def may_decide_feedback(user: User, feedback: Feedback) -> Verdict:
    if feedback.state != FeedbackState.OFFICE_REVIEWED:
        return Verdict(_("This feedback is not waiting for approval."))
    if not works_for(user, feedback.body, feedback.organization, *LEADING):
        return Verdict(_("Only the leading group approves feedback."))
    return ALLOWED


def may_record_head_feedback(user: User, feedback: Feedback) -> Verdict:
    if feedback.state != FeedbackState.APPROVED:
        return Verdict(_("The head is told after the approval, and once."))
    return _may_carry_out(user, feedback)


def may_record_meeting(user: User, feedback: Feedback) -> Verdict:
    if feedback.state != FeedbackState.HEAD_FEEDBACK_DONE:
        return Verdict(_("The head is told first; the meeting follows."))
    return _may_carry_out(user, feedback)


def may_issue_feedback(user: User, feedback: Feedback) -> Verdict:
    """YN-31: the cc line names all three classes before the paper is printed."""
    if feedback.state != FeedbackState.MEETING_HELD:
        return Verdict(_("The opinion is issued after the feedback meeting."))
    if not works_for(user, feedback.body, feedback.organization, *OFFICE):
        return Verdict(_("Only the inspection office issues the feedback opinion."))
    named = set(feedback.copies.values_list("kind", flat=True))
    for kind in CopyClass:
        if kind not in named:
            return Verdict(
                _("The cc line names nobody of the class “%(class)s” yet.") % {"class": kind.label}
            )
    return ALLOWED


def may_name_copies(user: User, feedback: Feedback) -> Verdict:
    if feedback.is_received or feedback.is_out:
        return Verdict(_("The cc line is settled when the opinion is issued."))
    if not works_for(user, feedback.body, feedback.organization, *OFFICE):
        return Verdict(_("The cc line is the inspection office's."))
    return ALLOWED


def may_deliver_copies(user: User, feedback: Feedback) -> Verdict:
    if feedback.state != FeedbackState.ISSUED:
        return Verdict(_("Copies are delivered once the opinion is issued."))
    if not works_for(user, feedback.body, feedback.organization, *OFFICE):
        return Verdict(_("Copies are delivered by the inspection office."))
    return ALLOWED


def may_acknowledge(user: User, feedback: Feedback) -> Verdict:
    if feedback.is_received:
        return Verdict(_("Received feedback is taken over by the office."))
    if not holds(user, Role.UNIT_HEAD, organization=feedback.organization):
        return Verdict(_("Only the head of the inspected organization signs for the feedback."))
    if feedback.state == FeedbackState.ACKNOWLEDGED:
        return Verdict(_("The feedback has been signed for."))
    if feedback.state != FeedbackState.CC_DELIVERED:
        return Verdict(_("The feedback is signed for once its copies are delivered."))
    return ALLOWED


def may_record_received(user: User, body: Organization, organization: Organization) -> Verdict:
    if not works_for(user, body, organization, *OFFICE):
        return Verdict(_("Feedback of a superior is recorded by the inspection office."))
    return ALLOWED


def may_take_over(user: User, feedback: Feedback) -> Verdict:
    """A received feedback is taken over when it is complete; from then on it is decomposed."""
    if not feedback.is_received or feedback.state != FeedbackState.DRAFTING:
        return Verdict(_("Only received feedback that is still being recorded is taken over."))
    allowed = may_record_received(user, feedback.body, feedback.organization)
    if not allowed:
        return allowed
    if feedback.issued_at is None:
        return Verdict(_("The date on which the superior issued the feedback is missing."))
    return _every_issue_placed(feedback)


def may_add_aspect(user: User, feedback: Feedback) -> Verdict:
    return may_edit_feedback(user, feedback)


def may_delete_aspect(user: User, aspect: Aspect) -> Verdict:
    allowed = may_edit_feedback(user, aspect.feedback)
    if not allowed:
        return allowed
    if aspect.issues.exists():
        return Verdict(_("This aspect holds issues; move or delete them first."))
    return ALLOWED


def _every_issue_placed(feedback: Feedback) -> Verdict:
    issues = Issue.objects.filter(feedback=feedback).exclude(state=IssueState.WITHDRAWN)
    if not issues.exists():
        return Verdict(_("The feedback holds no issue yet."))
    stray = issues.filter(aspect=None).first()
    if stray is not None:
        return Verdict(_("“%(issue)s” stands under no aspect yet.") % {"issue": stray})
    return ALLOWED


def _may_carry_out(user: User, feedback: Feedback) -> Verdict:
    if not _drafts_for(user, feedback.assignment):
        return Verdict(_("The acts of feedback are recorded by the team or the office."))
    return ALLOWED


def _drafts_for(user: User, assignment: Assignment | None) -> bool:
    if assignment is None:
        return False
    if works_for(user, assignment.body, assignment.organization, *OFFICE):
        return True
    return serves(user, assignment.team, assignment.organization, *WRITERS)


def may_record_any(user: User) -> Verdict:
    """Whether the user's office records received feedback at all."""
    if not holds(user, *OFFICE):
        return Verdict(_("Feedback of a superior is recorded by the inspection office."))
    return ALLOWED
