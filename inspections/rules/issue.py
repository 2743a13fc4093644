"""May this person make or change this issue?"""

from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import OFFICE, Role
from accounts.verdicts import ALLOWED, Verdict
from inspections.models import Issue, WorkingPaper
from inspections.rules.standing import serves, works_for
from inspections.states.issue import IssueState
from inspections.states.paper import NUMBERED

WRITERS = (Role.TEAM_LEADER, Role.TEAM_DEPUTY, Role.TEAM_LIAISON)


def may_make_issue(user: User, paper: WorkingPaper) -> Verdict:
    if not serves(user, paper.team, paper.organization, *WRITERS):
        return Verdict(_("Issues are made from papers by the leader, deputies and liaison."))
    if paper.state not in NUMBERED:
        return Verdict(_("Only a signed working paper makes an issue; this one is not signed."))
    if Issue.objects.filter(paper=paper).exists():
        return Verdict(_("This paper has made its issue already: one paper, one issue."))
    return ALLOWED


def may_edit_issue(user: User, issue: Issue) -> Verdict:
    if issue.state not in {IssueState.CONFIRMED, IssueState.IN_REPORT}:
        return Verdict(_("The wording is settled once the report is approved."))
    if issue.assignment is None:
        return Verdict(_("The wording of a received issue is the superior's and is not edited."))
    if not serves(user, issue.assignment.team, issue.organization, *WRITERS):
        return Verdict(_("Issues are worded by the leader, deputies and liaison of the team."))
    report = getattr(getattr(issue, "citation", None), "report", None)
    if report is not None and report.submitted_at is not None:
        return Verdict(_("The report that cites this issue is submitted; have it returned first."))
    return ALLOWED


def may_withdraw_issue(user: User, issue: Issue) -> Verdict:
    if issue.state != IssueState.APPROVED:
        return Verdict(_("Only an issue approved for feedback and not yet fed back is left out."))
    if not works_for(user, issue.body, issue.organization, *OFFICE):
        return Verdict(_("Leaving an issue out of the feedback is for the inspection office."))
    return ALLOWED


def may_delete_issue(user: User, issue: Issue) -> Verdict:
    """Descendants in other apps are refused by the database; this says who and when."""
    if not works_for(user, issue.body, issue.organization, *OFFICE):
        return Verdict(_("Only the inspection office deletes issues of received feedback."))
    if issue.paper_id is not None:
        return Verdict(_("An issue that rests on a working paper is left out, never deleted."))
    return ALLOWED
