"""Targets by workbook: looked at first, then all of them or none."""

from io import BytesIO

import pytest
from django.utils.translation import override
from openpyxl import load_workbook

from accounts.models import Organization
from accounts.models.organization import Level
from accounts.verdicts import NotAllowed
from inspections.models import PlanTarget
from inspections.services import target_import, target_workbook
from inspections.states.plan import CoverageClass, TargetCategory
from tests.factories.accounts import OrganizationFactory
from tests.factories.inspections.plan import PlanFactory, PlanRoundFactory, TermFactory
from tests.factories.inspections.workbook import workbook_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world):
    return PlanFactory(term=TermFactory(body=world.body))


def uploaded(plan, world, *rows):
    return target_import.upload_targets(plan, upload=workbook_of(*rows), actor=world.office_staff)


@pytest.mark.row("HLJ-05")
def test_good_rows_are_taken_over_and_the_same_workbook_again_changes_nothing(plan, world):
    county = OrganizationFactory(code="23-01", level=Level.COUNTY)
    rows = [
        ["２３-01 ", "", str(TargetCategory.COUNTY.label), str(CoverageClass.FULL.label), "", ""]
    ]

    first = target_import.confirm_import(uploaded(plan, world, *rows), actor=world.office_staff)
    again = target_import.confirm_import(uploaded(plan, world, *rows), actor=world.office_staff)

    assert (first["new"], again["new"], again["same"]) == (1, 0, 1)
    target = PlanTarget.objects.get(plan=plan)
    assert (target.organization, target.category, target.coverage_class) == (
        county, "county", "full",
    )  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_category_is_known_by_its_label_whatever_brackets_it_has(plan, world, language):
    with override(language):
        labels = [str(label) for label in TargetCategory.labels]
    rows = [[f"23-{n}", "", label, "full", "", ""] for n, label in enumerate(labels)]

    found = target_import.preview(uploaded(plan, world, *rows))

    assert [row.values["category"] for row in found.rows] == TargetCategory.values


def test_one_wrong_row_keeps_all_out(plan, world):
    OrganizationFactory(code="23-01")
    import_ = uploaded(
        plan,
        world,
        ["23-01", "", "organ", "full", "", ""],
        ["nowhere", "", "organ", "full", "", ""],
    )

    with pytest.raises(NotAllowed):
        target_import.confirm_import(import_, actor=world.office_staff)

    assert not plan.targets.exists()


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (["nowhere", "", "organ", "full", "", ""], "code"),
        (["", "某局", "organ", "full", "", ""], "code"),
        (["23-01", "", "museum", "full", "", ""], "category"),
        (["23-01", "", "organ", "half", "", ""], "coverage_class"),
        (["23-01", "", "organ", "elevated", "", ""], "coverage_class"),
        (["23-01", "", "organ", "full", 11, ""], "round_number"),
        (["23-01", "", "organ", "full", "soon", ""], "round_number"),
        (["23-01", "", "organ", "full", "", "长" * 41], "tag"),
    ],
)
def test_a_wrong_cell_says_why(plan, world, row, column):
    OrganizationFactory(code="23-01")

    (looked_at,) = target_import.preview(uploaded(plan, world, row)).rows

    assert looked_at.change == "error"
    assert list(looked_at.reasons) == [column]


def test_a_row_without_a_code_is_found_by_a_name_that_one_organisation_has(plan, world):
    county = OrganizationFactory(code="23-01", name="中共安垣县委员会", short_name="安垣县委")
    for code in ("23-02", "23-03"):
        OrganizationFactory(code=code, name=f"某局{code}", short_name="同名局")

    rows = [
        ["", name, "county", "full", "", ""] for name in ("中共安垣县委员会", "安垣县委", "同名局")
    ]
    by_name, by_short_name, unclear = [
        target_import.preview(uploaded(plan, world, row)).rows[0] for row in rows
    ]

    assert by_name.organization == by_short_name.organization == county
    assert list(unclear.reasons) == ["code"]


def test_the_same_organisation_twice_is_wrong_in_both_rows(plan, world):
    OrganizationFactory(code="23-01")
    row = ["23-01", "", "organ", "full", "", ""]

    preview = target_import.preview(uploaded(plan, world, row, row))

    assert preview.counts == {"new": 0, "update": 0, "same": 0, "error": 2}


def test_wrong_rows_come_back_marked_in_the_same_workbook(plan, world):
    import_ = uploaded(plan, world, ["nowhere", "某局", "organ", "full", "", ""])

    sheet = load_workbook(BytesIO(target_import.marked_workbook(import_))).worksheets[0]

    reason = target_import.preview(import_).rows[0].reasons["code"]
    assert sheet["B2"].value == "某局"
    assert sheet["A2"].comment.text == reason
    assert sheet["G2"].value == reason


def test_the_template_comes_back_readable_and_its_sample_is_not_taken_over(plan):
    with pytest.raises(NotAllowed):
        target_workbook.read(BytesIO(target_workbook.template(plan)))

    book = load_workbook(BytesIO(target_workbook.template(plan)))
    assert [sheet.sheet_state for sheet in book.worksheets] == [
        "visible", "hidden", "visible", "visible",
    ]  # fmt: skip
    codes = {row[0].value for row in book.worksheets[3].iter_rows(min_row=2)}
    assert codes == set(Organization.objects.exclude(code="").values_list("code", flat=True))
    assert len(book.worksheets[0].data_validations.dataValidation) == 3


def test_a_workbook_is_taken_over_once(plan, world):
    OrganizationFactory(code="23-01")
    PlanRoundFactory(plan=plan, number=3)
    import_ = uploaded(plan, world, ["23-01", "", "organ", "full", 3, "贫困县"])
    target_import.confirm_import(import_, actor=world.office_staff)

    with pytest.raises(NotAllowed):
        target_import.confirm_import(import_, actor=world.office_staff)


def test_a_code_word_is_shown_as_the_category_it_means(plan, world):
    county = OrganizationFactory(code="23-02", level=Level.COUNTY)
    import_ = uploaded(plan, world, [county.code, "", TargetCategory.COUNTY, "nonsense", "", ""])

    row = target_import.preview(import_).rows[0]

    assert (row.category, row.coverage_class) == (TargetCategory.COUNTY.label, "nonsense")
