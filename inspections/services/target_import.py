"""Taking a workbook of targets over: looked at row by row, then all of it or nothing."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import files, journal
from accounts.models import Organization, User
from accounts.verdicts import ALLOWED, NotAllowed, Verdict, demand
from inspections.models import InspectionPlan, PlanTarget, TargetImport
from inspections.rules import plan as rules
from inspections.rules import target as target_rules
from inspections.services import target_workbook as workbook
from inspections.services.targets import put_target
from inspections.states.plan import CoverageClass, TargetCategory

Sentence = str | Promise


class Change(StrEnum):
    NEW = "new"
    UPDATE = "update"
    SAME = "same"
    ERROR = "error"


CHANGE_LABELS = {
    Change.NEW: pgettext_lazy("import", "New"),
    Change.UPDATE: pgettext_lazy("import", "Update"),
    Change.SAME: pgettext_lazy("import", "Unchanged"),
    Change.ERROR: pgettext_lazy("import", "To correct"),
}
CHANGE_TONES = {
    Change.NEW: "running",
    Change.UPDATE: "sent",
    Change.SAME: "closed",
    Change.ERROR: "returned",
}


@dataclass(frozen=True)
class PreviewRow:
    """One row of the workbook and what taking it over would do."""

    line: int
    cells: Mapping[str, str]
    change: Change
    organization: Organization | None
    values: Mapping[str, str]
    round_number: int | None
    reasons: Mapping[str, str] = field(default_factory=dict)

    @property
    def state_tone(self) -> str:
        return CHANGE_TONES[self.change]

    @property
    def label(self) -> Sentence:
        return CHANGE_LABELS[self.change]

    @property
    def category(self) -> Sentence:
        """The category as it was understood; what the cell says where it was not."""
        known = self.values["category"]
        return TargetCategory(known).label if known else self.cells["category"]

    @property
    def coverage_class(self) -> Sentence:
        """The same for the coverage."""
        known = self.values["coverage_class"]
        return CoverageClass(known).label if known else self.cells["coverage_class"]


@dataclass(frozen=True)
class Preview:
    """The whole workbook, row by row."""

    rows: list[PreviewRow]

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.change.value for row in self.rows)
        return {change.value: counted[change.value] for change in Change}

    @property
    def verdict(self) -> Verdict:
        """Whether it may be taken over: not while one row is wrong."""
        wrong = self.counts[Change.ERROR]
        if wrong:
            return Verdict(
                _("%(wrong)s rows must be corrected first; nothing has been saved.")
                % {"wrong": wrong}
            )
        return ALLOWED


@transaction.atomic
def upload_targets(plan: InspectionPlan, *, upload: UploadedFile, actor: User) -> TargetImport:
    """Keep the workbook for its preview; no target changes yet."""
    demand(rules.may_edit_plan(actor, plan))
    if not (upload.name or "").lower().endswith(".xlsx"):
        raise NotAllowed(_("Send the workbook as .xlsx; start from the template."))
    file = files.store(upload, actor=actor)
    with file.content.open("rb") as content:
        workbook.read(content)
    return TargetImport.objects.create(plan=plan, file=file, uploaded_by=actor)


@dataclass(frozen=True)
class _Surroundings:
    """What a row is looked at against: asked once for the whole workbook."""

    plan: InspectionPlan
    organizations: Mapping[str, Organization]
    listed: Mapping[int, PlanTarget]
    repeated: Collection[str]
    pictures: Collection[int]
    settled: Collection[int]
    words: Mapping[str, str]


def preview(import_: TargetImport) -> Preview:
    """What each row would do if the workbook were taken over now."""
    with import_.file.content.open("rb") as content:
        rows = _with_codes(workbook.read(content))
    plan = import_.plan
    codes = Counter(row.cells["code"] for row in rows)
    targets = plan.targets.filter(organization__code__in=codes).select_related("plan_round")
    around = _Surroundings(
        plan=plan,
        organizations={one.code: one for one in Organization.objects.filter(code__in=codes)},
        listed={target.organization_id: target for target in targets},
        repeated={code for code, times in codes.items() if times > 1},
        pictures=set(workbook.lines_with_pictures(rows)),
        settled=rules.opened(plan),
        words=_known_words(),
    )
    return Preview([_preview_row(row, around) for row in rows])


def _with_codes(rows: list[workbook.SheetRow]) -> list[workbook.SheetRow]:
    """Give a row without a code that of its name, where one organisation alone has that name."""
    wanted = {row.cells["name"] for row in rows if row.cells["name"] and not row.cells["code"]}
    named = Organization.objects.filter(Q(name__in=wanted) | Q(short_name__in=wanted))
    codes: dict[str, set[str]] = {}
    for name, short_name, code in named.values_list("name", "short_name", "code"):
        for word in {name, short_name} & wanted:
            codes.setdefault(word, set()).add(code)
    found = {word: one.pop() for word, one in codes.items() if len(one) == 1}
    return [
        row
        if row.cells["code"]
        else replace(row, cells={**row.cells, "code": found.get(row.cells["name"], "")})
        for row in rows
    ]


def _known_words() -> dict[str, str]:
    """The stored value for each label of a category or class, in every language."""
    return {
        word: value
        for choices in (TargetCategory, CoverageClass)
        for value, label in choices.choices
        for word in {value, *workbook.in_every_language(label)}
    }


def _preview_row(row: workbook.SheetRow, around: _Surroundings) -> PreviewRow:
    organization = around.organizations.get(row.cells["code"])
    values = {
        "category": around.words.get(row.cells["category"], ""),
        "coverage_class": around.words.get(row.cells["coverage_class"], ""),
        "tag": row.cells["tag"],
    }
    number = row.cells["round_number"]
    round_number = int(number) if number.isdecimal() and len(number) < 5 else None
    target = around.listed.get(organization.pk) if organization else None
    found = [
        *_sheet_faults(row, round_number, around),
        *target_rules.faults(
            around.plan, organization=organization, round_number=round_number, **values
        ),
        *_settled(target, round_number, around),
    ]
    reasons: dict[str, str] = {}
    for name, sentence in found:
        reasons.setdefault("code" if name == "organization" else name, str(sentence))
    change = Change.ERROR if reasons else _change(target, values, round_number)
    return PreviewRow(row.line, row.cells, change, organization, values, round_number, reasons)


def _sheet_faults(
    row: workbook.SheetRow, round_number: int | None, around: _Surroundings
) -> Iterator[tuple[str, Sentence]]:
    """What can be wrong with a row of a sheet, but not with a form."""
    if not row.cells["code"]:
        yield (
            "code",
            _("No single organisation has this name; give its code from the sheet of codes."),
        )
    elif row.cells["code"] in around.repeated:
        yield "code", _("This organisation stands in several rows of the workbook.")
    if row.cells["round_number"] and round_number is None:
        yield "round_number", _("The round is not a whole number.")
    if row.line in around.pictures:
        yield "tag", _("A cell of this row holds a picture instead of words.")


def _settled(
    target: PlanTarget | None, round_number: int | None, around: _Surroundings
) -> Iterator[tuple[str, Sentence]]:
    """A target of an opened round stays there, and an opened round takes no more targets."""
    before = target.plan_round.number if target and target.plan_round else None
    if round_number in (None, before):
        return
    if before in around.settled or round_number in around.settled:
        yield "round_number", _("This round has been opened; its targets are settled.")


def _change(
    target: PlanTarget | None, values: Mapping[str, str], round_number: int | None
) -> Change:
    if target is None:
        return Change.NEW
    number = target.plan_round.number if target.plan_round else None
    same = all(getattr(target, name) == value for name, value in values.items())
    return Change.SAME if same and round_number in (None, number) else Change.UPDATE


@transaction.atomic
def confirm_import(import_: TargetImport, *, actor: User) -> Mapping[str, int]:
    """Take every row over, or none; taking the same rows over again changes nothing.

    The plan is locked and the rows are looked at anew, so what is saved is what is true now.
    """
    plan = InspectionPlan.objects.select_for_update(of=("self",)).get(pk=import_.plan_id)
    demand(rules.may_edit_plan(actor, plan))
    if TargetImport.objects.filter(~Q(confirmed_at=None), pk=import_.pk).exists():
        raise NotAllowed(_("This workbook has been taken over already."))
    looked_at = preview(import_)
    demand(looked_at.verdict)
    for row in looked_at.rows:
        if row.change != Change.SAME and row.organization is not None:
            put_target(
                plan,
                organization=row.organization,
                round_number=row.round_number,
                actor=actor,
                **row.values,
            )
    import_.confirmed_by = actor
    import_.confirmed_at = timezone.now()
    import_.save(update_fields=["confirmed_by", "confirmed_at"])
    journal.record(
        actor=actor,
        verb="plan.targets_imported",
        subject=plan,
        sha256=import_.file.sha256,
        **dict[str, Any](looked_at.counts),
    )
    return looked_at.counts


def marked_workbook(import_: TargetImport) -> bytes:
    """The rows as sent, with the reasons written into their cells."""
    rows = preview(import_).rows
    return workbook.marked(
        import_.plan,
        [workbook.SheetRow(row.line, row.cells) for row in rows],
        {row.line: row.reasons for row in rows if row.reasons},
    )
