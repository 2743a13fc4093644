from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from accounts.verdicts import NotAllowed
from rectification.services import drafting, importing
from tests.accounts.test_spreadsheet import far_apart
from tests.factories import rectification as made


@pytest.fixture
def draft(world):
    return drafting.open_plan(made.a_feedback(world), actor=world.unit_liaison)


def whole(world, number=1, **changes):
    return {
        "问题序号": number,
        "整改任务": f"清退补贴{number}",
        "整改目标": "全部清退",
        "整改类型": "限期整改",
        "牵头单位": "市水利局",
        "责任单位": "市财政局",
        "责任领导": world.unit_leader.full_name,
        "完成时限": made.in_days(60).strftime("%Y年%-m月%-d日"),
        "整改措施": "逐人核算",
        "措施时限": made.in_days(30).strftime("%Y/%-m/%-d"),
    } | changes


def sent(world, draft, *rows):
    return importing.send_in(draft, made.a_workbook(draft, *rows), actor=world.unit_liaison)


@pytest.mark.row("LZ-18", "LZ-19")
def test_a_whole_workbook_becomes_items_and_measures(world, draft):
    second = {"整改措施": "修订办法", "措施时限": made.in_days(50).isoformat()}
    book = sent(world, draft, whole(world), second | {"问题序号": None, "问题表述": None})

    assert importing.apply_import(book, actor=world.unit_liaison) == 1

    item = draft.items.get()
    assert (item.title, item.lead_unit, item.leader) == (
        "清退补贴1",
        world.unit_a,
        world.unit_leader,
    )
    assert [row.organization for row in item.responsibles.all()] == [world.department]
    assert [row.text for row in item.measures.all()] == ["逐人核算", "修订办法"]


def test_one_bad_row_and_nothing_is_taken_over(world, draft):
    book = sent(world, draft, whole(world), whole(world, 2, 完成时限="月底", 牵头单位="无此单位"))

    mistakes = importing.read_import(book).mistakes
    with pytest.raises(NotAllowed, match="工作簿有错误，没有导入任何内容"):
        importing.apply_import(book, actor=world.unit_liaison)

    assert [(one.row, one.header) for one in mistakes] == [(3, "牵头单位"), (3, "完成时限")]
    assert draft.items.count() == 0


def test_the_same_workbook_comes_back_with_its_mistakes_marked(world, draft):
    book = sent(world, draft, whole(world), whole(world, 2, 完成时限="月底"))

    sheet = load_workbook(BytesIO(importing.marked_workbook(book))).worksheets[0]

    assert sheet["I3"].comment.text == "“月底”不是日期。"
    assert sheet["I2"].comment is None
    assert sheet["C2"].value == "清退补贴1"


def test_a_workbook_with_cells_in_opposite_corners_is_refused_and_not_kept(world, draft):
    upload = SimpleUploadedFile("items.xlsx", far_apart().getvalue())

    with pytest.raises(NotAllowed, match="首行"):
        importing.send_in(draft, upload, actor=world.unit_liaison)

    assert draft.imports.count() == 0


def test_a_picture_instead_of_words_is_a_mistake_of_its_cell(world, draft):
    pictured = whole(world, 2, 举一反三='=DISPIMG("ID_1",1)')
    book = sent(world, draft, whole(world), pictured)

    mistakes = importing.read_import(book).mistakes

    assert [(one.row, one.header) for one in mistakes] == [(3, "举一反三")]


def test_a_workbook_is_taken_over_once(world, draft):
    book = sent(world, draft, whole(world), whole(world, 2))
    importing.apply_import(book, actor=world.unit_liaison)

    with pytest.raises(NotAllowed, match="该工作簿已导入"):
        importing.apply_import(book, actor=world.unit_liaison)

    assert draft.items.count() == 2
