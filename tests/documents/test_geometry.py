"""The page of GB/T 9704-2012, measured on the PDF."""

import pytest

from tests.documents.pages import MM, lines, opened, set_sample, text

SENTENCE = "巡察监督永远在路上"


@pytest.fixture(scope="module")
def letter():
    """A letter whose text fills more than one page and ends with an imprint."""
    return opened(set_sample("feedback_opinion", overall=SENTENCE * 200))


def test_a_full_page_holds_22_lines_of_28_characters(letter):
    body = lines(letter.pages[1], size=16)

    assert len(body) == 22
    assert {len(line) for line in body} == {28}


def test_the_first_line_of_a_paragraph_is_indented_by_two_characters(letter):
    first = next(
        line for line in lines(letter.pages[0], size=16) if text(line).startswith(SENTENCE)
    )

    assert len(first) == 26


def test_margins_leave_the_type_area_of_156_by_225_mm(letter):
    for number, left in ((0, 28), (1, 26)):  # two-sided: the binding edge keeps its 28 mm
        page = letter.pages[number]
        letters = [one for line in lines(page, size=16) for one in line]

        assert min(one["x0"] for one in letters) / MM == pytest.approx(left, abs=1)
        assert max(one["x1"] for one in letters) / MM <= left + 156 + 0.5
        assert max(one["bottom"] for one in letters) / MM <= 37 + 225 + 1
    top = lines(letter.pages[1], size=16)[0][0]["top"]
    assert 36 <= top / MM <= 41


def test_paper_is_a4(letter):
    for page in letter.pages:
        assert (page.width / MM, page.height / MM) == pytest.approx((210, 297), abs=0.2)


def test_the_red_head_stands_where_the_standard_puts_it(letter):
    page = letter.pages[0]
    organ = lines(page, size=25)[0]
    number = next(line for line in lines(page, size=16) if "〔" in text(line))
    red = [rect for rect in page.rects if rect["width"] / MM == pytest.approx(156, abs=0.5)]

    assert organ[0]["non_stroking_color"][0] > 0.8 > 0.1 > organ[0]["non_stroking_color"][1]
    assert organ[0]["top"] / MM == pytest.approx(37 + 35, abs=2.5)
    middle = (organ[0]["x0"] + organ[-1]["x1"]) / 2
    assert middle / MM == pytest.approx(28 + 78, abs=1)
    assert (number[0]["x0"] + number[-1]["x1"]) / 2 == pytest.approx(middle, abs=2)
    assert (red[0]["top"] - number[0]["bottom"]) / MM == pytest.approx(4, abs=1.5)


def test_the_title_is_22_points_centred_and_broken_where_it_is_read(letter):
    title = lines(letter.pages[0], size=22)

    assert [text(line) for line in title] == [
        "中共江澜市委第二巡察组",
        "关于巡察市水利局党组的反馈意见",
    ]
    for line in title:
        assert (line[0]["x0"] + line[-1]["x1"]) / 2 / MM == pytest.approx(106, abs=1)


def test_page_numbers_have_dashes_and_stand_outside(letter):
    odd, even = (lines(page, size=14)[-1] for page in letter.pages[:2])

    assert text(odd).replace(" ", "") == "—1—"
    assert text(even).replace(" ", "") == "—2—"
    assert (28 + 156) - odd[-1]["x1"] / MM == pytest.approx(14 / MM, abs=1)  # one character in
    assert even[0]["x0"] / MM - 26 == pytest.approx(14 / MM, abs=1)


def test_date_stands_four_characters_from_the_right_and_the_name_over_it(letter):
    page = next(page for page in letter.pages if "2026年6月18日" in page.extract_text())
    body = lines(page, size=16)
    at = next(number for number, line in enumerate(body) if text(line) == "2026年6月18日")
    left = 28 if page.page_number % 2 else 26

    assert left + 156 - body[at][-1]["x1"] / MM == pytest.approx(4 * 15.79 / MM, abs=6)
    name = body[at - 1]
    assert text(name) == "中共江澜市委第二巡察组"
    assert (name[0]["x0"] + name[-1]["x1"]) / 2 == pytest.approx(
        (body[at][0]["x0"] + body[at][-1]["x1"]) / 2, abs=3
    )


def test_the_imprint_ends_the_last_page(letter):
    page = letter.pages[-1]
    imprint = [text(line) for line in lines(page, size=14)]
    last = max(
        one["bottom"] for line in lines(page, size=14)[:-1] for one in line if one["text"] != "—"
    )

    assert imprint[0].startswith("抄送：市委办公室，市纪委监委机关")
    assert imprint[1].endswith("2026年6月18日印发")
    assert last / MM == pytest.approx(37 + 225, abs=3)


@pytest.mark.parametrize("length", [13, 16, 19])
def test_the_page_of_the_signature_holds_lines_of_the_text(length):
    """No page of signature and imprint alone (GB/T 9704), wherever the text ends on its page."""
    pdf = opened(
        set_sample("feedback_opinion", overall="甲" * 28 * length, aspects=[], requirements=["乙"])
    )
    body = [text(line) for line in lines(pdf.pages[-1], size=16)]

    assert body[-2:] == ["中共江澜市委第二巡察组", "2026年6月18日"]
    assert len(body) >= 4


def test_a_letter_without_copies_has_no_imprint():
    pdf = opened(set_sample("inspection_notice", copies=[], printed_by=""))

    assert "抄送" not in pdf.pages[-1].extract_text()
    assert "印发" not in pdf.pages[-1].extract_text()


def test_headings_stand_in_black_and_kai(letter):
    fonts = {
        text(line)[:5]: line[0]["fontname"]
        for page in letter.pages
        for line in lines(page, size=16)
    }

    assert "Sans" in fonts["一、总体评"]
    assert "WenKai" in fonts["（一）落实"]


def test_the_ledger_is_landscape_and_repeats_its_head():
    items = [
        {
            "number": str(number),
            "issue": SENTENCE * 6,
            "mode": "限期整改",
            "goal": SENTENCE,
            "measures": [
                {
                    "number": "1",
                    "text": SENTENCE * 5,
                    "leader": "喻清",
                    "department": "人事科",
                    "due_on": "2026-09-30",
                }
            ],
            "leader": "喻清",
            "lead_unit": "人事科",
        }
        for number in range(1, 31)
    ]
    pdf = opened(set_sample("rectification_plan", aspects=[{"title": SENTENCE, "items": items}]))
    ledger = [page for page in pdf.pages if page.width > page.height]

    assert len(ledger) > 2
    for page in ledger:
        assert "责任领导" in page.extract_text()
    printed = "".join(page.extract_text() for page in ledger)
    assert printed.count("限期整改") == 30
    assert "共1个方面、1个问题、30项任务、30条措施" in "".join(
        page.extract_text().replace("\n", "") for page in pdf.pages if page not in ledger
    )


def test_a_working_paper_is_one_page():
    pdf = opened(set_sample("working_paper"))

    assert len(pdf.pages) == 1
    assert pdf.pages[0].height > pdf.pages[0].width


def test_a_closure_record_is_one_page():
    assert len(opened(set_sample("closure_record")).pages) == 1


def test_every_sheet_carries_the_code_by_which_it_is_verified():
    for page in opened(set_sample("rectification_plan")).pages:
        assert "7F3K-9Q2M-XC4T-P8WA" in page.extract_text()


def test_no_seal_is_drawn(letter):
    assert [page.images for page in letter.pages] == [[] for _page in letter.pages]
