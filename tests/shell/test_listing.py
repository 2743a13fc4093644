"""A list shows what its address says, and is taken out as it is shown."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import workbook
from accounts.models import JournalEntry, Notice, User
from tests.factories.accounts import UserFactory

PEOPLE = "/accounts/people/"


@pytest.fixture
def page(world, sign_in):
    """The list of people as the system administrator sees it: ``page("?q=…")``."""
    client = sign_in(world.system_admin)
    return lambda query="": client.get(PEOPLE + query)


@pytest.fixture
def book(world, sign_in):
    """The same list as a workbook: the rows of its sheet."""
    client = sign_in(world.system_admin)

    def take_out(query=""):
        answer = client.post(PEOPLE + query, {"export": "xlsx"})
        assert answer.status_code == 200
        sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
        return answer, [list(row) for row in sheet.iter_rows(values_only=True)]

    return take_out


def names(answer) -> list[str]:
    return [row.record.full_name for row in answer.context["table"].paginated_rows]


def test_a_condition_becomes_a_chip_that_takes_it_off(page, world):
    UserFactory(full_name="钟离岚", organization=world.unit_a)

    answer = page("?q=钟离&per_page=50&page=2")

    assert names(answer) == ["钟离岚"]
    assert [(chip["field"], chip["value"], chip["url"]) for chip in answer.context["chips"]] == [
        ("q", "钟离", "?per_page=50")
    ]


def test_a_choice_is_said_in_its_own_words(page):
    answer = page("?is_active=true")

    assert [str(chip["value"]) for chip in answer.context["chips"]] == ["是"]


def test_clear_keeps_what_is_not_a_condition(page):
    assert page("?q=x&per_page=50").context["clear"] == "?per_page=50"


@pytest.mark.parametrize(
    ("asked", "shown"), [("", 20), ("50", 50), ("7", 20), ("1000000000", 20), ("x", 20)]
)
def test_rows_a_page_are_one_of_four(page, asked, shown):
    assert page(f"?per_page={asked}").context["per_page"] == shown


@pytest.mark.parametrize(("asked", "shown"), [("2", 2), ("999", 2), ("0", 1), ("-3", 1), ("x", 1)])
def test_a_page_that_is_not_there_shows_the_nearest(page, world, asked, shown):
    assert User.objects.count() in range(21, 41)

    assert page(f"?page={asked}").context["table"].page.number == shown


def test_every_row_stands_on_one_page(page):
    UserFactory.create_batch(25, full_name="同名")
    order = "?q=同名&sort=full_name"

    first = [row.record.pk for row in page(order).context["table"].paginated_rows]
    second = [row.record.pk for row in page(order + "&page=2").context["table"].paginated_rows]

    assert sorted(first + second) == sorted(
        User.objects.filter(full_name="同名").values_list("pk", flat=True)
    )


def test_an_unknown_order_is_ignored(page):
    assert page("?sort=password").status_code == 200


def test_nothing_found_says_how_to_find_something(page):
    answer = page("?q=没有这个人")

    assert "没有符合条件的内容" in answer.content.decode()


def test_one_row_costs_as_many_queries_as_three(page, world):
    UserFactory(full_name="秤一", organization=world.unit_a)
    with CaptureQueriesContext(connection) as one:
        page("?q=秤")
    UserFactory.create_batch(2, full_name="秤二")

    with CaptureQueriesContext(connection) as three:
        page("?q=秤")

    assert len(three) == len(one)


def test_a_workbook_holds_the_rows_columns_and_order_shown(page, book, world):
    UserFactory(full_name="取甲", username="b", organization=world.unit_a)
    UserFactory(full_name="取乙", username="a", organization=world.unit_b)
    query = "?q=取&sort=username"

    _answer, rows = book(query)

    assert rows[0][0] == "人员"
    assert rows[1][0] == "条件：姓名或拼音首字母 取"
    assert rows[3] == ["序号"] + [
        column.header for column in page(query).context["table"].columns if str(column.header)
    ]
    assert rows[4:] == [
        [1, "取乙", "a", "市住建局", None, "是", None],
        [2, "取甲", "b", "市水利局", None, "是", None],
    ]


def test_a_workbook_is_named_for_unit_list_and_time(book, world):
    answer, _rows = book()

    assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert answer.filename.startswith("市委巡察办_人员_20")


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1+1", "http://example.com", "007"]
)
def test_a_text_stays_a_text(book, text):
    UserFactory(full_name=text, username="formula", post="式")

    _answer, rows = book("?q=formula")

    assert rows[4][1] == text


def test_a_long_text_says_that_it_was_cut():
    assert workbook._fitting("长" * 40_000) == "长" * 32_766 + "…"


def test_taking_out_is_journaled_with_what_but_not_with_words_sought(book, world):
    book("?q=office")

    entry = JournalEntry.objects.get(verb="list.exported")

    assert entry.actor == world.system_admin
    assert entry.details["list"] == "PersonTable"
    assert entry.details["rows"] == User.objects.filter(username__icontains="office").count()
    assert "office" not in str(entry.details)


def test_the_journal_keeps_the_conditions_but_of_typed_words_only_how_many(book, world):
    book("?q=office&is_active=true")

    details = JournalEntry.objects.get(verb="list.exported").details
    assert details["conditions"] == {"q": {"length": 6}, "is_active": True}
    assert (details["format"], details["chosen"]) == ("xlsx", 0)


def test_too_many_rows_are_refused_with_a_sentence(world, sign_in, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)

    answer = sign_in(world.system_admin).post(PEOPLE, {"export": "xlsx"})

    assert answer.status_code == 409
    assert "请先加筛选条件" in answer.content.decode()
    assert not JournalEntry.objects.filter(verb="list.exported").exists()


def test_who_may_not_see_a_list_cannot_take_it_out(world, sign_in):
    answer = sign_in(world.office_staff).post(reverse("accounts:people"), {"export": "xlsx"})

    assert answer.status_code == 404
    assert not JournalEntry.objects.filter(verb="list.exported").exists()


@pytest.fixture
def unread(world):
    """Three messages for the office, one for somebody else."""
    to = [world.office_staff] * 3 + [world.team_leader]
    return Notice.objects.bulk_create(
        Notice(recipient=person, title_template="t", about_type="x", about_id="1", url="/")
        for person in to
    )


def left_unread() -> list[int]:
    return sorted(Notice.objects.unread().values_list("pk", flat=True))


def test_a_batch_takes_the_ticked_rows_that_are_visible(world, sign_in, unread):
    mine, _second, _third, foreign = unread

    sign_in(world.office_staff).post(
        reverse("accounts:read_chosen"), {"chosen": [mine.pk, foreign.pk, "x", "9" * 30]}
    )

    assert left_unread() == [notice.pk for notice in unread[1:]]


def test_a_batch_takes_all_that_match_when_told_so(world, sign_in, unread):
    sign_in(world.office_staff).post(
        reverse("accounts:read_chosen"), {"all_matching": "1", "unread": "true"}
    )

    assert left_unread() == [unread[3].pk]


def test_a_batch_for_all_that_match_keeps_to_the_conditions(world, sign_in, unread):
    sign_in(world.office_staff).post(
        reverse("accounts:read_chosen"), {"all_matching": "1", "unread": "false"}
    )

    assert left_unread() == [notice.pk for notice in unread]
