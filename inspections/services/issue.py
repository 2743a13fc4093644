"""Issues: made from signed papers, worded, left out, and later moved on by the rectification."""

from typing import Any

from django.db import transaction
from django.db.models import Max, ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import User
from accounts.steps import edit, lock, move
from accounts.verdicts import NotAllowed, demand
from inspections.models import Issue, Team, WorkingPaper
from inspections.rules import issue as rules
from inspections.states.issue import ISSUE_STEPS, IssueOrigin, IssueState


@transaction.atomic
def make_issue(paper: WorkingPaper, *, actor: User, title: str, text: str, **fields: Any) -> Issue:
    """Make the one issue of a signed paper, numbered within the assignment."""
    Team.objects.select_for_update(of=("self",)).get(pk=paper.team_id)
    demand(rules.may_make_issue(actor, paper))
    last = paper.assignment.issues.aggregate(last=Max("number"))["last"] or 0
    issue = Issue.objects.create(
        body=paper.body,
        organization=paper.organization,
        assignment=paper.assignment,
        paper=paper,
        origin=IssueOrigin.PAPER,
        number=last + 1,
        title=title,
        text=text,
        created_by=actor,
        **{"focus_item": paper.focus_item, **fields},
    )
    journal.record(actor=actor, verb="inspections.issue.made", subject=issue, paper=paper.number)
    return issue


@transaction.atomic
def edit_issue(issue: Issue, *, version: int, actor: User, **fields: Any) -> None:
    """Reword or reclassify an issue before its report is approved."""
    demand(rules.may_edit_issue(actor, lock(issue)))
    edit(issue, version=version, actor=actor, **fields)


@transaction.atomic
def withdraw_issue(issue: Issue, *, actor: User, reason: str) -> None:
    """Leave an approved issue out of the feedback, with the reason on record."""
    demand(rules.may_withdraw_issue(actor, lock(issue)))
    if not reason.strip():
        raise NotAllowed(_("Say why the issue is left out of the feedback."))
    _move(issue, IssueState.WITHDRAWN, actor, note=reason.strip(), aspect=None)


@transaction.atomic
def delete_issue(issue: Issue, *, actor: User) -> None:
    """Delete an issue of received feedback; one that was decomposed is refused."""
    demand(rules.may_delete_issue(actor, lock(issue)))
    journal.record(
        actor=actor, verb="inspections.issue.deleted", subject=issue, number=issue.number
    )
    try:
        with transaction.atomic():
            issue.delete()
    except ProtectedError as protected:
        raise NotAllowed(
            _("“%(issue)s” is decomposed into rectification items and cannot be deleted.")
            % {"issue": issue}
        ) from protected


def feed_back(issue: Issue, *, actor: User) -> None:
    """Part of issuing a feedback: from now on the unit may read the issue."""
    _move(issue, IssueState.FED_BACK, actor, fed_back_at=timezone.now())


def _move(issue: Issue, to: str, actor: User, **changes: Any) -> None:
    move(issue, to, steps=ISSUE_STEPS, actor=actor, **changes)
