"""The working paper's life: drafted by two, reviewed, confirmed, signed, filed."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import files, journal, notices
from accounts.models import User
from accounts.roles import Role
from accounts.steps import edit, move
from accounts.verdicts import NotAllowed, demand
from documents import issuing
from inspections.documents.paper import working_paper_context
from inspections.models import (
    Assignment,
    PaperHandler,
    PaperStep,
    Team,
    TeamMeeting,
    WorkingPaper,
)
from inspections.rules import paper as rules
from inspections.rules.numbering import paper_number, provisional_paper_number
from inspections.selectors.team_people import in_roles, members_of
from inspections.services.evidence import EvidenceEntry, keep_evidence
from inspections.services.fieldwork import file_activities
from inspections.states.paper import PAPER_STEPS, PaperDeed, PaperState


@transaction.atomic
def create_paper(
    assignment: Assignment,
    *,
    actor: User,
    handlers: Iterable[User],
    evidence: Sequence[EvidenceEntry] = (),
    **fields: Any,
) -> WorkingPaper:
    """Start a draft with its provisional number, its handlers and its evidence."""
    demand(rules.may_write_papers(actor, assignment))
    team = _locked_team(assignment.team_id)
    last = team.papers.aggregate(last=Max("provisional_serial"))["last"] or 0
    paper = WorkingPaper.objects.create(
        assignment=assignment,
        team=team,
        body=assignment.body,
        organization=assignment.organization,
        provisional_serial=last + 1,
        provisional_number=provisional_paper_number(
            year=timezone.localdate().year,
            round_number=assignment.round.number,
            team_number=team.number,
            serial=last + 1,
        ),
        created_by=actor,
        **{"writer": actor, **fields},
    )
    journal.record(actor=actor, verb="inspections.workingpaper.created", subject=paper)
    _name_handlers(paper, handlers, actor)
    keep_evidence(paper, evidence, actor=actor)
    return paper


@transaction.atomic
def save_paper(
    paper: WorkingPaper,
    *,
    version: int,
    actor: User,
    handlers: Iterable[User],
    evidence: Sequence[EvidenceEntry] = (),
    **fields: Any,
) -> None:
    """Save a draft as it stands, complete or not; a stale form is refused."""
    demand(rules.may_edit_paper(actor, paper))
    edit(paper, version=version, actor=actor, saved_at=timezone.now(), **fields)
    _name_handlers(paper, handlers, actor)
    keep_evidence(paper, evidence, actor=actor)


@transaction.atomic
def submit_paper(paper: WorkingPaper, *, actor: User) -> None:
    """Send a complete draft to the deputies and tell them."""
    demand(rules.may_submit_paper(actor, paper))
    _move(paper, PaperState.SUBMITTED, actor, submitted_at=timezone.now())
    _write_down(paper, PaperDeed.SUBMITTED, actor)
    _tell(
        paper,
        in_roles(paper.team, Role.TEAM_DEPUTY),
        gettext_noop("Working paper %(paper)s waits for your review"),
    )


@transaction.atomic
def review_paper(paper: WorkingPaper, *, actor: User, opinion: str) -> None:
    """The deputy, who is not a handler, passes the paper on to the team meeting."""
    demand(rules.may_review_paper(actor, paper))
    _move(paper, PaperState.REVIEWED, actor)
    _write_down(paper, PaperDeed.REVIEWED, actor, opinion)
    _tell(
        paper,
        in_roles(paper.team, Role.TEAM_LEADER),
        gettext_noop("Working paper %(paper)s is reviewed and waits for the team meeting"),
    )


@transaction.atomic
def return_paper(paper: WorkingPaper, *, actor: User, reason: str) -> None:
    """Back to the handlers with the reason. Everything written stays."""
    demand(rules.may_return_paper(actor, paper))
    if not reason.strip():
        raise NotAllowed(_("Say what must be corrected before you return it."))
    _move(paper, PaperState.DRAFT, actor, submitted_at=None, meeting=None)
    _write_down(paper, PaperDeed.RETURNED, actor, reason)
    _tell(paper, _handlers(paper), gettext_noop("Working paper %(paper)s was returned to you"))


@transaction.atomic
def hold_meeting(
    assignment: Assignment,
    *,
    actor: User,
    attendees: Iterable[User],
    upload: UploadedFile | None = None,
    **fields: Any,
) -> TeamMeeting:
    """Record a team meeting with who sat in it."""
    demand(rules.may_hold_meeting(actor, assignment))
    people = list(attendees)
    if len(people) < rules.MINIMUM_HANDLERS:
        raise NotAllowed(_("A team meeting has at least two people present."))
    stored = files.store(upload, actor=actor) if upload else None
    meeting = TeamMeeting.objects.create(
        team=assignment.team, created_by=actor, file=stored, **fields
    )
    meeting.attendees.set(people)
    journal.record(actor=actor, verb="inspections.teammeeting.held", subject=meeting)
    return meeting


@transaction.atomic
def confirm_paper(paper: WorkingPaper, *, actor: User, meeting: TeamMeeting, opinion: str) -> None:
    """Note what the team meeting made of the paper."""
    demand(rules.may_confirm_in(actor, paper, meeting))
    if not opinion.strip():
        raise NotAllowed(_("Write down what the team meeting concluded."))
    _move(paper, PaperState.CONFIRMED, actor, meeting=meeting)
    _write_down(paper, PaperDeed.CONFIRMED, actor, opinion)


@transaction.atomic
def sign_paper(paper: WorkingPaper, *, actor: User, opinion: str = "") -> None:
    """Sign, take the team's next number, and order the printed paper (D7).

    The team's row is locked first, so that numbers have no gap and no double; the document is
    ordered in the same transaction. The handlers are told.
    """
    demand(rules.may_sign_paper(actor, paper))
    team = _locked_team(paper.team_id)
    last = team.papers.aggregate(last=Max("serial"))["last"] or 0
    now = timezone.now()
    number = paper_number(
        year=timezone.localdate(now).year,
        round_number=paper.assignment.round.number,
        team_number=team.number,
        serial=last + 1,
    )
    signature = {"signed_by": actor, "signed_at": now}
    _move(paper, PaperState.SIGNED, actor, serial=last + 1, number=number, **signature)
    _write_down(paper, PaperDeed.SIGNED, actor, opinion)
    paper.document = issuing.issue(
        "working_paper",
        context=working_paper_context(paper),
        actor=actor,
        body=paper.body,
        organization=paper.organization,
        title=paper.title,
        numbered=False,
    )
    paper.save(update_fields=["document", "updated_at"])
    _tell(paper, _handlers(paper), gettext_noop("Working paper %(paper)s is signed"))


@transaction.atomic
def void_paper(paper: WorkingPaper, *, actor: User, reason: str) -> None:
    """Take a paper out before it is signed; it stays readable with the reason."""
    demand(rules.may_void_paper(actor, paper))
    if not reason.strip():
        raise NotAllowed(_("Say why the paper is made void."))
    _move(paper, PaperState.VOID, actor, meeting=None)
    _write_down(paper, PaperDeed.VOIDED, actor, reason)


@transaction.atomic
def file_records(assignment: Assignment, *, actor: User) -> tuple[int, int]:
    """The office files a withdrawn team's signed papers and activities, and may read them then.

    Returns how many papers and how many activities were filed.
    """
    demand(rules.may_file_records(actor, assignment))
    now = timezone.now()
    signed = list(assignment.papers.filter(state=PaperState.SIGNED))
    for paper in signed:
        _move(paper, PaperState.FILED, actor, filed_at=now)
        _write_down(paper, PaperDeed.FILED, actor)
    activities = file_activities(assignment)
    journal.record(
        actor=actor,
        verb="inspections.assignment.filed",
        subject=assignment,
        papers=len(signed),
        activities=activities,
    )
    return len(signed), activities


def _locked_team(pk: int) -> Team:
    return Team.objects.select_for_update(of=("self",)).get(pk=pk)


def _move(paper: WorkingPaper, to: str, actor: User, **changes: Any) -> None:
    move(paper, to, steps=PAPER_STEPS, actor=actor, **changes)


def _write_down(paper: WorkingPaper, deed: str, actor: User, opinion: str = "") -> None:
    PaperStep.objects.create(paper=paper, deed=deed, person=actor, opinion=opinion.strip())


def _tell(paper: WorkingPaper, people: Iterable[User], title: str) -> None:
    notices.queue(
        to=people, title=title, about=paper, url=paper.get_absolute_url(), paper=str(paper)
    )


def _handlers(paper: WorkingPaper) -> list[User]:
    return [handler.person for handler in paper.handlers.select_related("person")]


def _name_handlers(paper: WorkingPaper, handlers: Iterable[User], actor: User) -> None:
    named = {person.pk: person for person in handlers}
    held = set(paper.handlers.values_list("person_id", flat=True))
    if held == set(named):
        return
    members = set(members_of(paper.team).values_list("pk", flat=True))
    stranger = next((person for pk, person in named.items() if pk not in members), None)
    if stranger is not None:
        raise NotAllowed(_("%(name)s is not a member of this team.") % {"name": stranger})
    paper.handlers.exclude(person__in=named).delete()
    PaperHandler.objects.bulk_create(
        PaperHandler(paper=paper, person_id=pk) for pk in sorted(set(named) - held)
    )
    journal.record(
        actor=actor,
        verb="inspections.workingpaper.handlers",
        subject=paper,
        before=sorted(held),
        after=sorted(named),
    )
