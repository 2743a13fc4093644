"""Every letter prints: rare personal names, and a refusal instead of a box."""

import pytest

from accounts import jobs
from documents import fonts
from documents.kinds.schema import printable
from documents.templatetags import official
from tests.documents import samples
from tests.documents.pages import opened, set_sample
from tests.factories.documents import issue_document

RARE_NAMES = ["石喆", "堃远山", "邹翀", "柏赟然", "岑祎", "玥明舟", "龑䶮", "王𣈶"]


@pytest.mark.parametrize("kind", ["inspection_notice", "feedback_opinion", "closure_record"])
def test_rare_names_print_in_every_face_of_a_page(kind):
    name = "喆堃翀赟祎玥"
    changes = {
        "inspection_notice": {"leader": name, "signed_by": name, "recipient": name},
        "feedback_opinion": {"overall": name, "aspects": [{"title": name, "issues": []}]},
        "closure_record": {"leader": name, "decision": name},
    }

    printed = "".join(
        page.extract_text() for page in opened(set_sample(kind, **changes[kind])).pages
    )

    assert printed.count(name) >= len(changes[kind])


@pytest.mark.parametrize("name", RARE_NAMES)
def test_a_name_outside_the_common_tables_prints(name):
    printed = opened(set_sample("inspection_notice", members=[name + "甲"])).pages[0].extract_text()

    assert name + "甲" in printed


def test_a_letter_that_no_font_has_fails_the_job_with_the_letter(db):
    context = samples.context("inspection_notice") | {"leader": "王\U0010fffd"}
    document = issue_document(context=context)

    jobs.run_waiting(1)

    document.job.refresh_from_db()
    assert document.job.error_words == {"letters": "\U0010fffd"}


def test_this_machine_has_a_face_for_every_use():
    assert [face.use for face in fonts.faces() if face.is_missing] == []
    assert fonts.unprintable(fonts.RARE) == ""


def test_the_check_names_the_letters_without_a_font():
    assert fonts.unprintable("中\U0010fffd") == "\U0010fffd"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("a\u2011b", "a-b"),  # a hyphen over which setting stalls
        ("甲\u202e乙", "甲乙"),  # right-to-left override
        ("甲\x00\x1b乙", "甲乙"),
        ("甲\r\n乙\r丙", "甲\n乙\n丙"),
        ("\ud800甲", "甲"),
        ("　甲 乙　", "甲 乙"),
    ],
)
def test_what_must_not_be_printed_is_taken_out(given, kept):
    assert printable(given) == kept


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (23, "二十三"),
        (99, "九十九"),
        (100, "100"),
    ],
)
def test_headings_count_in_chinese_numerals(value, written):
    assert official.numeral(value) == written


def test_days_are_written_without_leading_zeros():
    assert official.day("2026-03-05") == "2026年3月5日"
    assert official.day("") == ""


ORGAN = "江澜省营商环境建设局党组"
ZONE = "中共江澜省青屿综合保税区工作委员会"


@pytest.mark.parametrize(
    ("title", "letter", "lines"),
    [
        ("关于对市水利局党组开展常规巡察的通知", {}, ["关于对市水利局党组开展常规巡察的通知"]),
        (
            "中共江澜市水利局党组关于市委第二巡察组巡察反馈意见的整改方案",
            {},
            ["中共江澜市水利局党组", "关于市委第二巡察组巡察反馈意见的整改方案"],
        ),
        (
            f"关于对{ORGAN}开展常规巡视的通知",
            {"target": ORGAN},
            [f"关于对{ORGAN}", "开展常规巡视的通知"],
        ),
        (
            f"关于巡视{ORGAN}的反馈意见",
            {"target": ORGAN},
            [f"关于巡视{ORGAN}的", "反馈意见"],
        ),
        (
            f"关于巡视{ZONE}及所属各级党组织的反馈意见",
            {"target": ZONE},
            ["关于巡视", f"{ZONE}及", "所属各级党组织的反馈意见"],
        ),
    ],
)
def test_a_title_breaks_where_it_is_read(title, letter, lines):
    assert official.title_lines(title, letter) == lines


def test_a_title_without_joints_still_fits_its_lines():
    lines = official.title_lines("江" * 70, {})

    assert "".join(lines) == "江" * 70
    assert max(len(line) for line in lines) <= 20


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("一、提高政治站位", "提高政治站位"),
        ("（一）提高政治站位", "提高政治站位"),
        ("(2) 提高政治站位", "提高政治站位"),
        ("1. 提高政治站位", "提高政治站位"),
        ("1.5亿元资金滞留", "1.5亿元资金滞留"),
        ("一些干部担当不够", "一些干部担当不够"),
        ("2024年以来", "2024年以来"),
        ("一、", "一、"),
    ],
)
def test_an_ordinal_that_was_typed_is_not_printed_twice(typed, printed):
    assert official.bare(typed) == printed


@pytest.mark.parametrize(
    ("lines", "numbers"),
    [
        (["甲", "乙"], [1, 2]),
        (["一、甲", "二、乙"], [1, 2]),
        (["一、甲", "细则", "二、乙"], [1, 0, 2]),
        (["甲"], [0]),
        (["一、甲"], [0]),
        (["三、四季度抓紧推进", "乙"], [1, 2]),
    ],
)
def test_points_are_counted_once(lines, numbers):
    points = official.points(lines)

    assert [point["number"] for point in points] == numbers
    assert [point["text"] for point in points] == [
        line.removeprefix("一、").removeprefix("二、") for line in lines
    ]


@pytest.mark.parametrize(
    ("result", "opinion", "printed"),
    [
        ("同意", "同意。", "同意。"),
        ("同意", "", "同意。"),
        ("同意", "材料齐全", "同意。材料齐全。"),
        ("退回", "缺少入库凭证。", "退回。缺少入库凭证。"),
        ("不涉及", "", "不涉及。"),
    ],
)
def test_result_and_opinion_are_said_once(result, opinion, printed):
    assert official.agreed(result, opinion) == printed
