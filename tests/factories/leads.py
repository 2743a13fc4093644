"""Leads are made by the services alone: a row made around them would not be sealed."""

from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from leads.models import Lead
from leads.sealing import keyring
from leads.services import disposing, handing, intake
from leads.services.opening import open_lead
from leads.services.words import LeadWords, OutcomeWords, PersonWords
from leads.states import DispositionKind, LeadState, OutcomeKind, PersonPart, Purpose

S = LeadState


def make_key_file() -> None:
    """A key file where the settings say, unless there is one."""
    path = Path(settings.LEAD_KEY_FILE)
    if not path.exists():
        keyring.write(keyring.create(), path)


def words(mark: str = "CNRY-lead") -> LeadWords:
    """Every field that a person fills in, each with its own mark."""
    return LeadWords(
        subject=f"{mark}-subject",
        text=f"{mark}-text 涉及工程招标",
        evidence=f"{mark}-evidence",
        persons=[
            PersonWords(PersonPart.SUBJECT, f"{mark}-name", f"{mark}-idnumber", f"{mark}-post"),
            PersonWords(PersonPart.INFORMANT, f"{mark}-informant", "", f"{mark}-informantpost"),
        ],
        files=[SimpleUploadedFile(f"{mark}-file.txt", f"{mark}-bytes".encode())],
    )


def register(world, *, mark: str = "CNRY-lead", assignment=None, actor=None) -> Lead:
    make_key_file()
    return intake.register_lead(
        words(mark),
        actor=actor or world.team_member,
        body=world.body,
        assignment=assignment or world.assignment_a,
    )


def register_at_office(world, *, mark: str = "CNRY-office") -> Lead:
    make_key_file()
    return intake.register_lead(
        words(mark), actor=world.lead_clerk, body=world.body, assignment=None
    )


def screen(world, lead, mark="CNRY-lead", cadre=False):
    intake.screen_lead(
        lead, actor=world.team_leader, held_on=timezone.localdate(), reasons=f"{mark}-reasons",
        is_cadre_matter=cadre, is_priority=False,
    )  # fmt: skip


def hand_over(world, lead):
    handing.hand_over(
        lead, actor=world.lead_clerk, second_giver=world.office_director,
        receiver=world.discipline_case_manager, second_receiver=world.discipline_reviewer,
        pieces=3,
    )  # fmt: skip


def dispose(world, lead, kind=DispositionKind.PRELIMINARY_VERIFICATION, mark="CNRY-lead"):
    return disposing.dispose(
        lead, kind, actor=world.discipline_case_manager, opinion=f"{mark}-opinion",
        approver=f"{mark}-approver", approved_on=timezone.localdate(),
    )  # fmt: skip


def outcome(kind=OutcomeKind.FILED, *, mark="CNRY-lead", persons=1) -> OutcomeWords:
    day = timezone.localdate() - timedelta(days=1)
    return OutcomeWords(kind=kind, persons=persons, decided_on=day, note=f"{mark}-outcome")


DISPOSED = {
    S.TALK_INQUIRY: DispositionKind.TALK_INQUIRY,
    S.PRELIMINARY_VERIFICATION: DispositionKind.PRELIMINARY_VERIFICATION,
    S.DEFERRED: DispositionKind.DEFERRED,
    S.CONCLUDED: DispositionKind.CONCLUDED,
}


def lead_at(world, state: str, *, mark: str = "CNRY-lead", cadre: bool = False, **where) -> Lead:
    """A lead walked to ``state`` by the people whose steps they are."""
    lead = register(world, mark=mark, **where)
    if state == S.REFERRED:
        intake.refer_lead(
            lead, actor=world.team_leader, held_on=timezone.localdate(), reasons=f"{mark}-reasons"
        )
    if state in {S.REGISTERED, S.REFERRED}:
        return lead
    for reached, walk in _way(world, lead, mark, cadre, state):
        walk()
        if reached == state:
            return lead
    raise LookupError(state)


def _way(world, lead, mark, cadre, state):
    case_manager = world.discipline_case_manager
    kind = DISPOSED.get(state, DispositionKind.PRELIMINARY_VERIFICATION)
    disposed = state if state in DISPOSED else S.PRELIMINARY_VERIFICATION
    today = timezone.localdate()
    return [
        (S.SCREENED, lambda: screen(world, lead, mark, cadre)),
        (
            S.PROPOSED_TRANSFER,
            lambda: intake.propose_transfer(
                lead, actor=world.team_leader, is_early=True, reasons=f"{mark}-proposal"
            ),
        ),
        (
            S.APPROVED,
            lambda: intake.approve_transfer(
                lead, actor=world.group_leader, held_on=today, opinion=f"{mark}-approval"
            ),
        ),
        (S.TRANSFERRED, lambda: hand_over(world, lead)),
        (S.RECEIVED, lambda: handing.receive_lead(lead, actor=case_manager)),
        (disposed, lambda: dispose(world, lead, kind, mark)),
        (
            S.RESULT_REPORTED,
            lambda: disposing.report_result(lead, [outcome(mark=mark)], actor=case_manager),
        ),
        (
            S.FED_BACK,
            lambda: disposing.feed_back(lead, actor=case_manager, summary=f"{mark}-summary"),
        ),
        (
            S.CLOSED,
            lambda: disposing.close_lead(lead, actor=world.lead_clerk, note=f"{mark}-closing"),
        ),
    ]


def opening(lead, actor, *, session="session", with_informant=False, mark="CNRY-lead"):
    return open_lead(
        lead, actor=actor, purpose=Purpose.SCREENING, explanation=f"{mark}-explanation",
        with_informant=with_informant, session_secret=session,
    )  # fmt: skip
