"""May this person do this with this working paper, and what does the paper still lack?"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.roles import OFFICE, TEAM, Role
from accounts.verdicts import ALLOWED, Sentence, Verdict
from inspections.models import Assignment, TeamMeeting, WorkingPaper
from inspections.rules.standing import serves, works_for
from inspections.states.assignment import AssignmentState
from inspections.states.paper import PaperState

MINIMUM_HANDLERS = 2

# Papers hold no leads about leading cadres: those go through their own, narrower channel.
NO_LEADS = _(
    "A working paper holds no leads about leading cadres. Register a lead separately; once it is "
    "registered, whoever registered it cannot open it again."
)


@dataclass(frozen=True)
class Check:
    """One thing looked at before a paper may be submitted."""

    name: Sentence
    lack: Sentence
    anchor: str
    passed: bool


def paper_checks(paper: WorkingPaper) -> list[Check]:
    """What the form's check-list shows and what a submission demands: the same list."""
    return [
        *_basic_checks(paper),
        *_wording_checks(paper),
        *_responsibility_checks(paper),
        *_evidence_checks(paper),
    ]


def _basic_checks(paper: WorkingPaper) -> list[Check]:
    handlers = paper.handlers.count()
    return [
        Check(
            _("Focus of supervision chosen"),
            _("The focus of supervision is not chosen."),
            "id_focus_item",
            paper.focus_item_id is not None,
        ),
        Check(
            _("At least two handlers"),
            ngettext(
                "There is only %(number)s handler; there must be at least two.",
                "There are only %(number)s handlers; there must be at least two.",
                handlers,
            )
            % {"number": handlers},
            "id_handlers",
            handlers >= MINIMUM_HANDLERS,
        ),
        Check(
            _("Date of finding given"),
            _("The date on which this was found is missing."),
            "id_found_on",
            paper.found_on is not None,
        ),
    ]


def _wording_checks(paper: WorkingPaper) -> list[Check]:
    return [
        Check(
            _("Manifestation described"),
            _("The manifestation is not described: time, place, persons and amounts."),
            "id_manifestation",
            bool(paper.manifestation.strip()),
        ),
        Check(
            _("Nature and basis cited"),
            _("The nature of the matter and the article it breaks are missing."),
            "id_basis",
            bool(paper.basis.strip()),
        ),
    ]


def _responsibility_checks(paper: WorkingPaper) -> list[Check]:
    return [
        Check(
            _("Principal responsibility found"),
            _("The principal responsibility is empty."),
            "id_responsible_body",
            bool(paper.responsible_body and paper.responsible_body_finding),
        ),
        Check(
            _("First responsible person found"),
            _("The first responsible person is empty."),
            "id_first_responsible",
            bool(paper.first_responsible and paper.first_responsible_finding),
        ),
        Check(
            _("Leader in charge found"),
            _("The leader in charge is empty; where there is none, write the reason as finding."),
            "id_main_leader",
            bool(paper.main_leader_finding),
        ),
        Check(
            _("Supervision responsibility found"),
            _("The supervision responsibility is empty; where there is none, write the reason."),
            "id_supervision",
            bool(paper.supervision_finding),
        ),
    ]


def _evidence_checks(paper: WorkingPaper) -> list[Check]:
    evidence = list(paper.evidence.all())
    unpaged = [piece.number for piece in evidence if not (piece.source and piece.pages)]
    return [
        Check(
            _("At least one piece of evidence"),
            _("There is no evidence; at least one file is needed."),
            "evidence",
            bool(evidence),
        ),
        Check(
            _("Evidence has source and pages"),
            _("Evidence %(numbers)s has no source or pages and cannot be held to the original.")
            % {"numbers": "、".join(str(number) for number in unpaged)},
            "evidence",
            not unpaged,
        ),
    ]


MEETING_WRITERS = (Role.TEAM_LEADER, Role.TEAM_LIAISON)


def may_write_papers(user: User, assignment: Assignment) -> Verdict:
    if not serves(user, assignment.team, assignment.organization, *TEAM):
        return Verdict(_("Only members of this team write working papers on this assignment."))
    if assignment.state != AssignmentState.STATIONED:
        return Verdict(_("Working papers are written while the team is stationed there."))
    return ALLOWED


def may_edit_paper(user: User, paper: WorkingPaper) -> Verdict:
    if not _is_handler(user, paper):
        return Verdict(_("Only the handlers and the writer change a draft."))
    if paper.state != PaperState.DRAFT:
        return Verdict(_("This paper has been submitted; have it returned before you change it."))
    return _team_may_work(user, paper)


def may_submit_paper(user: User, paper: WorkingPaper) -> Verdict:
    editable = may_edit_paper(user, paper)
    if not editable:
        return editable
    lacking = [check for check in paper_checks(paper) if not check.passed]
    if lacking:
        return Verdict(
            ngettext(
                "%(number)s point must be completed before the paper can be submitted: %(first)s",
                "%(number)s points must be completed before the paper can be submitted: %(first)s",
                len(lacking),
            )
            % {"number": len(lacking), "first": lacking[0].lack}
        )
    return ALLOWED


def may_review_paper(user: User, paper: WorkingPaper) -> Verdict:
    if not serves(user, paper.team, paper.organization, Role.TEAM_DEPUTY):
        return Verdict(_("Only a deputy leader of this team reviews its papers."))
    if _is_handler(user, paper):
        return Verdict(_("Nobody reviews a paper of which they are a handler or the writer."))
    if paper.state != PaperState.SUBMITTED:
        return Verdict(_("This paper is not waiting for review."))
    return ALLOWED


def may_return_paper(user: User, paper: WorkingPaper) -> Verdict:
    if paper.state == PaperState.SUBMITTED:
        roles = [Role.TEAM_DEPUTY, Role.TEAM_LEADER]
    elif paper.state in {PaperState.REVIEWED, PaperState.CONFIRMED}:
        roles = [Role.TEAM_LEADER]
    else:
        return Verdict(_("Only a paper that was submitted and is not signed can be returned."))
    if not serves(user, paper.team, paper.organization, *roles):
        return Verdict(_("Returning a paper is for the deputy at review and the leader after it."))
    return ALLOWED


def may_confirm_paper(user: User, paper: WorkingPaper) -> Verdict:
    if not serves(user, paper.team, paper.organization, Role.TEAM_LEADER):
        return Verdict(_("Only the team leader records what the team meeting confirmed."))
    if paper.state != PaperState.REVIEWED:
        return Verdict(_("Only a reviewed paper goes before the team meeting."))
    return ALLOWED


def may_confirm_in(user: User, paper: WorkingPaper, meeting: TeamMeeting) -> Verdict:
    if meeting.team_id != paper.team_id:
        return Verdict(_("A paper is confirmed in a meeting of its own team."))
    return may_confirm_paper(user, paper)


def may_sign_paper(user: User, paper: WorkingPaper) -> Verdict:
    if not serves(user, paper.team, paper.organization, Role.TEAM_LEADER):
        return Verdict(_("Only the team leader signs."))
    if paper.state != PaperState.CONFIRMED:
        return Verdict(_("The leader signs after the team meeting confirmed the paper."))
    return ALLOWED


def may_void_paper(user: User, paper: WorkingPaper) -> Verdict:
    if not paper.is_running:
        return Verdict(_("A signed or void paper cannot be made void."))
    if serves(user, paper.team, paper.organization, Role.TEAM_LEADER):
        return ALLOWED
    if paper.state == PaperState.DRAFT and _is_handler(user, paper):
        return _team_may_work(user, paper)
    return Verdict(_("A draft is made void by its handlers, a submitted paper by the leader."))


def may_hold_meeting(user: User, assignment: Assignment) -> Verdict:
    if not serves(user, assignment.team, assignment.organization, *MEETING_WRITERS):
        return Verdict(_("Team meetings are recorded by the leader or the liaison of the team."))
    return ALLOWED


def may_file_records(user: User, assignment: Assignment) -> Verdict:
    if not works_for(user, assignment.body, assignment.organization, *OFFICE):
        return Verdict(_("Only the inspection office files the records of a team."))
    if assignment.state in {
        AssignmentState.ASSIGNED,
        AssignmentState.NOTIFIED,
        AssignmentState.STATIONED,
    }:
        return Verdict(_("Records are filed after the team has withdrawn."))
    return ALLOWED


def _is_handler(user: User, paper: WorkingPaper) -> bool:
    if user.pk in {paper.writer_id, paper.created_by_id}:
        return True
    return paper.handlers.filter(person=user).exists()


def _team_may_work(user: User, paper: WorkingPaper) -> Verdict:
    if not serves(user, paper.team, paper.organization, *TEAM):
        return Verdict(_("Your authorization for this team has ended."))
    return ALLOWED
