"""Leads of the ninth round, in several states; their words are invented and sealed like any other."""

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from config.demo.clock import on
from config.demo.fieldwork import PDF, Stay
from leads.models import Lead
from leads.services import disposing, handing, intake
from leads.services.words import LeadWords, OutcomeWords, PersonWords
from leads.states import DispositionKind, OutcomeKind, PersonPart

SUBJECTS = [
    "涉嫌违规干预项目招标",
    "涉嫌违规发放津贴补贴",
    "涉嫌利用职权为亲属经营提供便利",
    "涉嫌虚报专项资金",
]


def tell(stay: Stay, today: date) -> None:
    """One lead only registered, one approved, one with the discipline side, one closed."""
    _registered, approved, disposed, closed = (_register(stay, subject) for subject in SUBJECTS)
    for lead in (approved, disposed, closed):
        _approve(stay, lead)
    for lead in (disposed, closed):
        _hand_over(stay, lead)
    _dispose(stay, disposed, today - timedelta(60))
    _dispose(stay, closed, today - timedelta(80))
    _conclude(stay, closed, today)


def _register(stay: Stay, subject: str) -> Lead:
    with on(stay.day(20)):
        return intake.register_lead(
            LeadWords(
                subject=subject,
                text=f"群众反映有关人员{subject}，提供了时间、地点和金额线索。",
                evidence="来信一封\n银行流水复印件三页",
                persons=[PersonWords(PersonPart.SUBJECT, "某某", "", "中层负责人")],
                files=[SimpleUploadedFile("材料.pdf", PDF)],
            ),
            actor=stay.handlers[0],
            body=stay.assignment.body,
            assignment=stay.assignment,
        )


def _approve(stay: Stay, lead: Lead) -> None:
    with on(stay.day(24)):
        intake.screen_lead(
            lead, actor=stay.leader, held_on=stay.day(24), reasons="内容具体，可查性强。",
            is_cadre_matter=False, is_priority=False,
        )  # fmt: skip
        intake.propose_transfer(lead, actor=stay.leader, is_early=True, reasons="边巡边移。")
    with on(stay.day(28)):
        intake.approve_transfer(
            lead, actor=stay.cast["group"], held_on=stay.day(28), opinion="同意移交。"
        )


def _hand_over(stay: Stay, lead: Lead) -> None:
    cast = stay.cast
    with on(stay.day(30)):
        handing.hand_over(
            lead, actor=cast["leadclerk"], second_giver=cast["director"],
            receiver=cast["casemanager"], second_receiver=cast["casemanager2"], pieces=4,
        )  # fmt: skip
        handing.receive_lead(lead, actor=cast["casemanager"])


def _dispose(stay: Stay, lead: Lead, day: date) -> None:
    with on(day):
        disposing.dispose(
            lead, DispositionKind.PRELIMINARY_VERIFICATION, actor=stay.cast["casemanager"],
            opinion="初步核实。", approver="案管室主任", approved_on=day,
        )  # fmt: skip


def _conclude(stay: Stay, lead: Lead, today: date) -> None:
    day = today - timedelta(20)
    with on(day):
        filed = OutcomeWords(kind=OutcomeKind.FILED, persons=1, decided_on=day, note="已立案。")
        disposing.report_result(lead, [filed], actor=stay.cast["casemanager"])
        disposing.feed_back(lead, actor=stay.cast["casemanager"], summary="已立案审查。")
        disposing.close_lead(lead, actor=stay.cast["leadclerk"], note="办结销号。")
