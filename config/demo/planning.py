"""The five-year plan 2022-2026 with the figures of HLJ-04 to HLJ-09, imported from a workbook."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import override
from xlsxwriter import Workbook

from accounts.models import Organization
from config.demo.cast import Cast
from config.demo.clock import on
from config.demo.places import Places
from inspections.models import InspectionPlan
from inspections.services import plan as plans
from inspections.services import target_import, targets
from inspections.services.target_workbook import HEADINGS
from inspections.states.plan import CoverageClass, TargetCategory

QUOTAS = {
    (CoverageClass.FULL, TargetCategory.CITY): 13,
    (CoverageClass.FULL, TargetCategory.COUNTY): 125,
    (CoverageClass.FULL, TargetCategory.ORGAN): 95,
    (CoverageClass.FULL, TargetCategory.UNIVERSITY): 23,
    (CoverageClass.FULL, TargetCategory.ENTERPRISE): 14,
    (CoverageClass.ELEVATED, TargetCategory.PARTY_ORGAN): 26,
    (CoverageClass.ELEVATED, TargetCategory.ZONE): 4,
}
MINUTES = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"


def workbook(places: Places) -> bytes:
    """The 300 targets as the office would send them, one row each."""
    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [str(label) for label in HEADINGS.values()])
    line = 1
    for category, coverage, row in _groups(places):
        for organization in row:
            sheet.write_row(
                line,
                0,
                [organization.code, organization.name, str(category.label), str(coverage.label)],
            )
            line += 1
    book.close()
    return out.getvalue()


def _groups(
    places: Places,
) -> Iterable[tuple[TargetCategory, CoverageClass, list[Organization]]]:
    full, elevated = CoverageClass.FULL, CoverageClass.ELEVATED
    yield TargetCategory.CITY, full, places.cities
    yield TargetCategory.COUNTY, full, places.counties
    yield TargetCategory.ORGAN, full, places.organs
    yield TargetCategory.UNIVERSITY, full, places.universities
    yield TargetCategory.ENTERPRISE, full, places.enterprises
    yield TargetCategory.PARTY_ORGAN, elevated, places.party_organs
    yield TargetCategory.ZONE, elevated, places.zones


def build(places: Places, cast: Cast) -> InspectionPlan:
    """Draw up, import, spread, pass, adopt and issue the plan."""
    office = cast["office"]
    with on(date(2022, 2, 10)), override("zh-hans"):
        term = plans.add_term(
            body=places.body, actor=office, number=13, name="第十三届江澜省委",
            starts_on=date(2022, 1, 1), ends_on=date(2026, 12, 31),
        )  # fmt: skip
        plan = plans.draw_up_plan(
            term=term, title="中共江澜省委巡视工作规划（2022—2026年）", first_year=2022, last_year=2026,
            rounds_per_year=2, targets_per_round=30, tolerance_percent=10, quotas=QUOTAS, actor=office,
        )  # fmt: skip
        upload = SimpleUploadedFile("巡视对象.xlsx", workbook(places))
        import_ = target_import.upload_targets(plan, upload=upload, actor=office)
        target_import.confirm_import(import_, actor=office)
        targets.spread_targets(plan, grouping=targets.Grouping.MIXED, pinned={}, actor=office)
        plans.submit_plan(plan, actor=office)
    with on(date(2022, 3, 1)):
        plans.pass_plan(
            plan, held_on=date(2022, 3, 1), minutes=_minutes(), note="同意，报省委常委会。",
            actor=cast["group"],
        )  # fmt: skip
    with on(date(2022, 3, 15)):
        plans.adopt_plan(
            plan, held_on=date(2022, 3, 15), minutes=_minutes(), note="审议通过。",
            actor=cast["committee"],
        )  # fmt: skip
    with on(date(2022, 3, 20)):
        plans.issue_plan(plan, number="江委发〔2022〕6号", actor=office)
    return plan


def _minutes() -> SimpleUploadedFile:
    return SimpleUploadedFile("会议纪要.pdf", MINUTES)
