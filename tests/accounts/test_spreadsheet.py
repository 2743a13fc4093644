"""Workbooks as they come: honest ones from WPS and Excel, and ones made to break a server."""

import resource
import subprocess
import sys
import time
import zipfile
from datetime import date
from io import BytesIO

import pytest
import xlsxwriter
from django.utils.translation import override

from accounts.spreadsheet import PICTURE, clean, read_day, read_rows
from accounts.verdicts import NotAllowed

BOOK = '<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
RELATIONS = (
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/>'
    "</Relationships>"
)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def raw(sheet: str, strings: str = "<sst/>") -> BytesIO:
    """A workbook of hand-made parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", RELATIONS)
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        archive.writestr("xl/sharedStrings.xml", strings)
    out.seek(0)
    return out


def cells(*written: str) -> str:
    return f"<worksheet><sheetData>{''.join(written)}</sheetData></worksheet>"


def text(place: str, words: str) -> str:
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return f'<row r="{row}"><c r="{place}" t="inlineStr"><is><t>{words}</t></is></c></row>'


def far_apart() -> BytesIO:
    """Two filled cells in opposite corners of the sheet, in a kilobyte."""
    return raw(cells(text("A1", "甲"), text("XFD1048576", "乙")))


def written(*rows, formats=()) -> BytesIO:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    out.seek(0)
    return out


def test_cells_read_as_they_were_meant():
    book = written(
        ("题目", "数", "日期", "号码", "句子"),
        (" 标题　", 3.0, date(2026, 3, 5), "１２３－ＡＢ", "共１２项，“原文”（一字不改）。\n"),
        (True, 0.25, "２０２６年３月５日", 12345678901, ""),
    )

    assert read_rows(book, columns=5, most_rows=10) == [
        (1, ["题目", "数", "日期", "号码", "句子"]),
        (2, ["标题", "3", "2026-03-05", "123-AB", "共１２项，“原文”（一字不改）。"]),
        (3, ["TRUE", "0.25", "2026年3月5日", "12345678901", ""]),
    ]


def test_blank_rows_keep_the_number_of_those_below():
    book = raw(cells(text("A1", "甲"), '<row r="2"><c r="A2" s="0"/></row>', text("B5", "乙")))

    assert read_rows(book, columns=2, most_rows=5) == [(1, ["甲", ""]), (5, ["", "乙"])]


def test_a_shared_text_is_read_without_its_pronunciation_and_with_all_its_parts():
    strings = (
        "<sst><si><t>别的</t></si><si><r><t>县</t></r> <r><t>水利局</t></r>"
        "<rPh><t>xian</t></rPh></si></sst>"
    )
    book = raw(cells('<row><c t="s"><v>1</v></c></row>'), strings)

    assert read_rows(book, columns=1, most_rows=1) == [(1, ["县水利局"])]


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="str"><f>_xlfn.DISPIMG("ID_1",1)</f><v>=DISPIMG("ID_1",1)</v></c>',
        '<c r="A1" t="str"><f>DISPIMG("ID_1",1)</f></c>',
        '<c r="A1" t="inlineStr"><is><t>=DISPIMG("ID_1",1)</t></is></c>',
    ],
)
def test_a_picture_in_a_cell_reads_as_a_picture_and_never_as_words(cell):
    book = raw(cells(f'<row r="1">{cell}</row>'))

    assert read_rows(book, columns=1, most_rows=1) == [(1, [PICTURE])]


def test_a_cell_that_stands_right_of_the_columns_is_left_alone():
    assert read_rows(far_apart(), columns=4, most_rows=10) == [(1, ["甲"] + [""] * 3)]


@pytest.mark.parametrize(
    ("book", "why"),
    [
        (BytesIO(b"no workbook"), "cannot be read"),
        (raw("<worksheet>"), "cannot be read"),
        (raw(cells('<row r="0"><c r="A0"/></row>')), "cannot be read"),
        (raw(cells('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')), "cannot be read"),
        (raw('<!DOCTYPE a [<!ENTITY b "c">]>' + cells(text("A1", "&b;"))), "cannot be read"),
        (raw(cells(*(text(f"A{row}", "甲") for row in range(1, 13)))), "more than 10 rows"),
        (raw(cells(text("A1", "长" * 40_000))), "more than 32767 characters"),
        (raw(cells("<row>" + "<c/>" * 1_000_000 + "</row>")), "too large"),
        (raw("<a>" * 1_000_000), "too large"),
        (raw(" " * 60_000_000), "too large"),
        (
            raw(
                cells(*["<row>" + '<c t="s"><v>0</v></c>' * 4 + "</row>"] * 200),
                f"<sst><si><t>{'长' * 32_000}</t></si></sst>",
            ),
            "too large",
        ),
    ],
    ids=[
        "text", "torn", "row nought", "no such text", "entity", "long", "long cell", "many cells",
        "deep", "bomb", "one text everywhere",
    ],
)  # fmt: skip
def test_what_is_no_workbook_or_too_much_of_one_is_refused_quickly(book, why):
    book.seek(0)
    began = time.monotonic()

    with pytest.raises(NotAllowed, match=why):
        read_rows(book, columns=4, most_rows=10 if "rows" in why else 1000)

    assert time.monotonic() - began < 10


def test_cells_in_opposite_corners_of_the_sheet_take_no_memory(tmp_path):
    """Measured in a process of its own: a reader that fills the gap would be ended here."""
    file = tmp_path / "far.xlsx"
    file.write_bytes(far_apart().getvalue())
    program = (
        "import resource, sys; from accounts.spreadsheet import read_rows;"
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        "print(len(read_rows(open(sys.argv[1], 'rb'), columns=16384, most_rows=5000)));"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )

    said = subprocess.run(
        [sys.executable, "-c", program, str(file)],
        capture_output=True,
        check=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3,) * 2),
    )

    rows, kilobytes = said.stdout.split()
    assert rows == "2"
    assert int(kilobytes) < 32 * 1024


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-3-5", date(2026, 3, 5)),
        ("2026/03/05", date(2026, 3, 5)),
        ("２０２６．３．５", date(2026, 3, 5)),
        ("2026 年 3 月 5 日", date(2026, 3, 5)),
        ("20260305", date(2026, 3, 5)),
        ("2026-02-30", None),
        ("月底", None),
    ],
)
def test_days_are_read_as_people_type_them(typed, day):
    assert read_day(typed) == day


def test_a_wording_keeps_its_own_marks():
    assert clean("　第１项：“整改”（见附件２）\x07 ") == "第１项：“整改”（见附件２）"
