"""The two reports of one unit: its head's own accepted, its leading body's still with the parties."""

from datetime import timedelta

from config.demo.clock import on
from config.demo.rectifying import REVIEWERS, Unit
from rectification.models import RectificationReport
from rectification.services import report
from rectification.states import Party, ReportKind

BODY = {
    "overview": "党组先后召开5次会议研究整改，成立由党组书记任组长的工作专班，逐项明确责任领导和完成时限。",
    "effects": "反馈问题逐项建账，清退违规资金，修订完善制度，对相关责任人作出处理。",
    "next_steps": "对尚未销号的任务实行周调度，确保按期完成；对长期坚持事项按季度报告进展。",
}
HEAD = {
    "overview": "本人认真履行第一责任人责任，主持制定整改方案，领办重点难点任务，带头落实整改要求。",
    "effects": "领办任务均按期推进，督促班子成员落实分管领域整改责任。",
    "next_steps": "持续跟踪长期整改任务，推动建立长效机制。",
}


def send_in(unit: Unit) -> None:
    with on(unit.today - timedelta(3)):
        sent = {
            kind: _send(unit, kind, said)
            for kind, said in [(ReportKind.BODY, BODY), (ReportKind.HEAD, HEAD)]
        }
    with on(unit.today - timedelta(1)):
        _pass(unit, sent[ReportKind.BODY], [Party.DISCIPLINE])
        _pass(unit, sent[ReportKind.HEAD], [*Party])


def _send(unit: Unit, kind: ReportKind, said: dict[str, str]) -> RectificationReport:
    return report.send_report(unit.feedback, kind=kind, actor=unit.head, **said)


def _pass(unit: Unit, sent: RectificationReport, parties: list[Party]) -> None:
    for party in parties:
        report.review_report(
            sent,
            party,
            passed=True,
            opinion="报告内容与台账一致，同意。",
            actor=unit.cast[REVIEWERS[party]],
        )
