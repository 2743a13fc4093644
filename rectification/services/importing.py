"""Items of a draft from a workbook: read, shown row by row, taken whole or not at all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from accounts import files, journal, steps
from accounts.models import Organization, User
from accounts.roles import UNIT
from accounts.scope import holders
from accounts.spreadsheet import PICTURE, read_day, read_rows
from accounts.verdicts import NotAllowed, demand
from inspections.models import Issue
from rectification.models import PlanImport, RectificationPlan
from rectification.rules.plan import may_edit_plan
from rectification.rules.wording import LONGEST_TEXT
from rectification.rules.workbook import (
    HEADERS,
    KIND_NAMES,
    LONGEST_SHEET,
    OTHER_KIND_NAMES,
    Line,
    Mistake,
    names_in,
)
from rectification.services import drafting
from rectification.states import ItemKind

RED = "#F8D7DA"


@dataclass
class ReadMeasure:
    text: str
    due_on: date | None
    leader: User | None
    department: str


@dataclass
class ReadItem:
    """One item as the workbook gives it, with the rows it stands on."""

    row: int
    content: drafting.ItemContent | None
    wording: str
    title: str
    measures: list[ReadMeasure] = field(default_factory=list)
    milestones: list[tuple[str, date]] = field(default_factory=list)


@dataclass
class Reading:
    """A workbook as understood: what would be entered, and what stands in the way."""

    items: list[ReadItem]
    mistakes: list[Mistake]

    @property
    def is_whole(self) -> bool:
        return bool(self.items) and not self.mistakes

    @property
    def measure_count(self) -> int:
        return sum(len(item.measures) for item in self.items)


class Lookup:
    """Names in the workbook to rows of the database, read once."""

    def __init__(self, plan: RectificationPlan) -> None:
        issues = plan.feedback.issues.fed_back()
        self.issues: dict[str, Issue] = {str(issue.number): issue for issue in issues}
        people = holders(*UNIT, organization=plan.organization)
        self.people = {person.full_name: person for person in people}
        self.organs: dict[str, Organization] = {}
        for organ in Organization.objects.all():
            self.organs.setdefault(organ.name, organ)
            if organ.short_name:
                self.organs.setdefault(organ.short_name, organ)
        self.present = set(plan.items.values_list("issue_id", "title"))

    def issue(self, line: Line) -> Issue | None:
        return self._one(line, "问题序号", self.issues, _("The feedback has no issue “%(name)s”."))

    def person(self, line: Line, header: str, name: str) -> User | None:
        reason = _("“%(name)s” has no duty in the inspected unit.")
        return self._found(line, header, self.people, name, reason)

    def organ(self, line: Line, header: str, name: str) -> Organization | None:
        return self._found(line, header, self.organs, name, _("There is no organ “%(name)s”."))

    def _one(self, line: Line, header: str, known: dict[str, Any], reason: str) -> Any:
        name = line.needed(header)
        return self._found(line, header, known, name, reason) if name else None

    @staticmethod
    def _found(line: Line, header: str, known: dict[str, Any], name: str, reason: str) -> Any:
        if name and name not in known:
            line.wrong(header, reason % {"name": name})
        return known.get(name)


@transaction.atomic
def send_in(plan: RectificationPlan, upload: UploadedFile, *, actor: User) -> PlanImport:
    """Keep a workbook that can be read for a draft; nothing is entered before it is confirmed."""
    demand(may_edit_plan(actor, steps.lock(plan)))
    if not (upload.name or "").lower().endswith(".xlsx"):
        raise NotAllowed(_("Send in an xlsx workbook, best the template filled in."))
    sent = PlanImport.objects.create(
        plan=plan,
        file=files.store(upload, actor=actor),
        uploaded_by=actor,
        uploaded_at=timezone.now(),
    )
    filled_rows(sent)
    journal.record(actor=actor, verb="rectification.import_sent", subject=plan, file=sent.file_id)
    return sent


@transaction.atomic
def apply_import(sent: PlanImport, *, actor: User) -> int:
    """Enter every item and measure of the workbook, or none; the number of items."""
    plan = steps.lock(sent.plan)
    demand(may_edit_plan(actor, plan))
    fresh = steps.lock(sent)
    if fresh.applied_at:
        raise NotAllowed(_("This workbook was taken over already."))
    reading = read_import(fresh)
    if not reading.is_whole:
        raise NotAllowed(_("The workbook has mistakes; nothing was taken over."))
    for item in reading.items:
        enter(plan, item, actor)
    sent.applied_at = timezone.now()
    sent.save(update_fields=["applied_at"])
    journal.record(
        actor=actor, verb="rectification.import_applied", subject=plan, items=len(reading.items)
    )
    return len(reading.items)


def enter(plan: RectificationPlan, read: ReadItem, actor: User) -> None:
    if read.content is None:
        raise NotAllowed(_("The workbook has mistakes; nothing was taken over."))
    item = drafting.add_item(plan, read.content, actor=actor)
    if read.wording:
        planned = plan.planned_issues.get(issue=read.content.issue)
        drafting.set_wording(planned, read.wording, actor=actor)
    for measure in read.measures:
        if measure.due_on is not None:
            drafting.add_measure(
                item,
                actor=actor,
                text=measure.text,
                due_on=measure.due_on,
                leader=measure.leader,
                department=measure.department,
            )
    for name, due_on in read.milestones:
        drafting.add_milestone(item, actor=actor, name=name, due_on=due_on)


def read_import(sent: PlanImport) -> Reading:
    """Understand the workbook against the draft as it stands now."""
    lines = list(sheet_lines(sent))
    lookup = Lookup(sent.plan)
    items: list[ReadItem] = []
    for line in lines:
        line.check_lengths(LONGEST_TEXT)
        if line.text("整改任务") or not items:
            items.append(read_item(line, lookup))
        read = items[-1]
        read.measures.append(read_measure(line, lookup, read))
    mistakes = [mistake for line in lines for mistake in line.mistakes]
    return Reading(items=items, mistakes=mistakes)


def sheet_lines(sent: PlanImport) -> Iterator[Line]:
    return (Line(number, cells) for number, cells in filled_rows(sent))


def filled_rows(sent: PlanImport) -> list[tuple[int, list[str]]]:
    """The rows under the heading as they were sent."""
    with sent.file.content.open("rb") as content:
        rows = read_rows(content, columns=len(HEADERS), most_rows=LONGEST_SHEET)
    if not rows or tuple(rows[0][1]) != HEADERS:
        raise NotAllowed(_("The first row is not that of the template; download it again."))
    return rows[1:]


def read_item(line: Line, lookup: Lookup) -> ReadItem:
    issue = lookup.issue(line)
    title = line.needed("整改任务")
    goal = line.needed("整改目标")
    kind = read_kind(line)
    leader = lookup.person(line, "责任领导", line.needed("责任领导"))
    lead_unit = lookup.organ(line, "牵头单位", line.needed("牵头单位"))
    due_on = line.day("完成时限")
    organs = [lookup.organ(line, "责任单位", name) for name in names_in(line.text("责任单位"))]
    responsibles = [organ for organ in organs if organ is not None]
    if lead_unit is not None and lead_unit in responsibles:
        line.wrong(
            "责任单位", _("The lead organ cannot stand among the co-responsible organs too.")
        )
    if issue is not None and (issue.pk, title) in lookup.present:
        line.wrong("整改任务", _("The plan has this item already."))
    content = None
    if issue is not None:
        content = drafting.ItemContent(
            issue=issue,
            title=title[:200],
            goal=goal,
            kind=kind,
            leader=leader,
            lead_unit=lead_unit,
            due_on=due_on,
            cause=line.text("问题根源"),
            similar=line.text("举一反三"),
            responsibles=responsibles,
        )
    return ReadItem(
        row=line.row,
        content=content,
        wording=line.text("问题表述"),
        title=title,
        milestones=read_milestones(line, kind, due_on),
    )


def read_kind(line: Line) -> ItemKind:
    name = line.text("整改类型") or "限期整改"
    known = KIND_NAMES | OTHER_KIND_NAMES
    if name not in known:
        line.wrong("整改类型", _("Write one of: %(names)s.") % {"names": "、".join(KIND_NAMES)})
    return known.get(name, ItemKind.TIME_LIMITED)


def read_milestones(line: Line, kind: ItemKind, due_on: date | None) -> list[tuple[str, date]]:
    """Stages as “name 2026-12-31”, divided by semicolons; a long-term item needs one."""
    found = []
    for written in names_in(line.text("阶段节点")):
        name, _space, day = written.rpartition(" ")
        reached = read_day(day)
        if not name or reached is None or (due_on and reached > due_on):
            line.wrong("阶段节点", _("Write “name 2026-12-31”, no later than the item."))
            continue
        found.append((name, reached))
    if kind == ItemKind.LONG_TERM and not found and not line.text("阶段节点"):
        line.wrong("阶段节点", _("A long-term item needs a milestone with a date."))
    if kind != ItemKind.LONG_TERM and found:
        line.wrong("阶段节点", _("Only a long-term item has milestones."))
    return found


def read_measure(line: Line, lookup: Lookup, item: ReadItem) -> ReadMeasure:
    name = line.text("措施责任人")
    due_on = line.day("措施时限")
    item_due = item.content.due_on if item.content else None
    if due_on and item_due and due_on > item_due:
        line.wrong(
            "措施时限",
            _("Due on %(date)s, later than its item (%(item)s).")
            % {"date": due_on.isoformat(), "item": item_due.isoformat()},
        )
    return ReadMeasure(
        text=line.needed("整改措施"),
        due_on=due_on,
        leader=lookup.person(line, "措施责任人", name) if name else None,
        department=line.text("责任科室")[:100],
    )


def marked_workbook(sent: PlanImport) -> bytes:
    """The rows as they were sent, each mistake marked in its cell and explained in a comment."""
    reasons: dict[tuple[int, int], list[str]] = {}
    for mistake in read_import(sent).mistakes:
        reasons.setdefault((mistake.row, mistake.column), []).append(mistake.reason)
    return written_workbook(
        filled_rows(sent), {place: "\n".join(said) for place, said in reasons.items()}
    )


def template_workbook(plan: RectificationPlan) -> bytes:
    """The empty workbook: one row an issue with its wording, choices, and a sheet that explains."""
    issues = plan.planned_issues.select_related("issue").order_by(
        "issue__aspect__number", "issue__number"
    )
    rows = [[str(planned.issue.number), planned.wording] for planned in issues]
    return written_workbook(enumerate(rows, 2), {})


def written_workbook(
    rows: Iterable[tuple[int, list[str]]], reasons: Mapping[tuple[int, int], str]
) -> bytes:
    """A workbook of the template's form; ``reasons`` by row and column, counted from 1."""
    out = BytesIO()
    with Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("整改任务")
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1})
        wrap = book.add_format({"text_wrap": True, "valign": "top"})
        wrong = book.add_format({"text_wrap": True, "valign": "top", "bg_color": RED})
        sheet.write_row(0, 0, HEADERS, head)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 0, 9)
        sheet.set_column(1, len(HEADERS) - 1, 18, wrap)
        for row, cells in rows:
            for column, words in enumerate(cells, 1):
                reason = reasons.get((row, column), "")
                written = words.replace(PICTURE, "")
                sheet.write_string(row - 1, column - 1, written, wrong if reason else wrap)
                if reason:
                    sheet.write_comment(row - 1, column - 1, reason)
        kinds = {"validate": "list", "source": list(KIND_NAMES)}
        sheet.data_validation(1, 4, LONGEST_SHEET, 4, kinds)
        notes = book.add_worksheet("填写说明")
        notes.set_column(0, 0, 90, wrap)
        for row, note in enumerate(INSTRUCTIONS):
            notes.write_string(row, 0, note, wrap)
    return out.getvalue()


INSTRUCTIONS = (
    "每行一条措施；同一项整改任务的后续措施，只填“整改措施”及其后各列，“整改任务”留空。",
    "“问题表述”须与反馈原文一致，改动会在审核时逐处对照显示，不能通过。",
    "“牵头单位”只填一个；“责任单位”可填多个，用顿号分开。",
    "“整改类型”填：立行立改、限期整改、长期整改；长期整改须填“阶段节点”，如：完成制度修订 2026-12-31。",
    "日期可写 2026-3-5、2026/3/5 或 2026年3月5日；措施时限不得晚于任务完成时限。",
    "示例：1 | （原文） | 清退违规发放补贴 | 全部清退并修订办法 | 限期整改 | 市水利局 | 市财政局 | （姓名）",
)
