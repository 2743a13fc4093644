import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse
from openpyxl import load_workbook

from accounts import journal
from accounts.models import JournalEntry
from accounts.roles import Role
from accounts.verdicts import NotAllowed, StaleEdit
from deadlines import clocks, rules, seeds
from deadlines.models import CalendarYear, Workday
from deadlines.services import calendar
from deadlines.yearlist import ListedDay
from tests.factories.accounts import BodyFactory, DutyFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW_YEAR = [("2027-01-01", "休息", "元旦"), ("2027-01-02", "上班", "元旦调休")]


def workbook(lines, *, head=("日期", "安排", "名称")):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate([head, *lines]):
            sheet.write_row(number, 0, line)
    return SimpleUploadedFile("list.xlsx", content.getvalue())


@pytest.fixture
def director(world):
    return world.office_director


@pytest.fixture
def clock(world):
    """Fifteen working days from 25 December 2026: 15 January 2027 by weekdays."""
    return clocks.start(
        "complaint.accept.reply",
        kind="test.item",
        base_on=date(2026, 12, 25),
        url="/",
        body=world.body,
    )


def test_the_published_years_are_seeded_and_named():
    year = CalendarYear.objects.get(year=2026)

    assert (year.source, year.is_estimated, year.is_confirmed) == ("seeded", False, False)
    worked = Workday.objects.filter(date__year=2026, is_working=True)
    assert [day.date for day in worked] == [
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    ]
    assert Workday.objects.get(date=date(2026, 2, 17)).name == "春节"


def test_seeding_again_brings_a_new_year_and_overwrites_nothing(director, monkeypatch):
    calendar.set_day(date(2026, 10, 10), is_working=False, name="停班", version=1, actor=director)
    published = {
        2026: {date(2026, 10, 10): (True, "国庆节")},
        2027: {date(2027, 1, 1): (False, "元旦")},
    }
    monkeypatch.setattr(seeds, "published_years", lambda: published)

    seeds.plant(using="default")

    assert Workday.objects.get(date=date(2026, 10, 10)).is_working is False
    assert Workday.objects.get(date=date(2027, 1, 1)).source == "seeded"
    assert not CalendarYear.objects.get(year=2027).is_estimated


def test_a_day_edited_moves_the_deadlines_that_count_through_it(director, clock):
    moved = calendar.set_day(
        date(2027, 1, 1), is_working=False, name="元旦", version=0, actor=director
    )

    clock.refresh_from_db()
    assert moved == 1
    assert clock.due_on == date(2027, 1, 18)
    assert clock.is_estimated is True
    entry = journal.history(Workday.objects.get(date=date(2027, 1, 1))).get()
    assert (entry.verb, entry.actor) == ("workday.listed", director)


def test_an_old_page_cannot_overwrite_a_day_somebody_else_changed(world, director):
    day = date(2026, 10, 10)
    calendar.set_day(day, is_working=False, name="停班", version=1, actor=director)

    with pytest.raises(StaleEdit):
        calendar.set_day(day, is_working=True, name="上班", version=1, actor=director)

    assert Workday.objects.get(date=day).name == "停班"


def test_a_confirmed_year_is_no_estimate_any_more(director, clock):
    calendar.import_year(
        2027, [ListedDay(date(2027, 1, 1), False, "元旦")], version=0, actor=director
    )
    year = CalendarYear.objects.get(year=2027)
    assert (year.source, year.is_estimated) == ("imported", False)

    calendar.confirm_year(2027, version=year.version, actor=director)

    year.refresh_from_db()
    clock.refresh_from_db()
    assert (year.is_confirmed, year.confirmed_by) == (True, director)
    assert (clock.due_on, clock.is_estimated) == (date(2027, 1, 18), False)


def test_a_year_changed_meanwhile_is_not_confirmed_unseen(director):
    seen = CalendarYear.objects.get(year=2026).version
    calendar.set_day(date(2026, 10, 10), is_working=False, name="", version=1, actor=director)

    with pytest.raises(StaleEdit):
        calendar.confirm_year(2026, version=seen, actor=director)

    assert not CalendarYear.objects.get(year=2026).is_confirmed


def test_a_year_without_a_listed_day_cannot_be_confirmed(director):
    with pytest.raises(NotAllowed, match="2031"):
        calendar.confirm_year(2031, version=0, actor=director)

    assert not CalendarYear.objects.filter(year=2031).exclude(confirmed_at=None).exists()


def test_an_imported_list_replaces_the_years_days_and_asks_for_confirmation(director):
    before = CalendarYear.objects.get(year=2026)
    calendar.confirm_year(2026, version=before.version, actor=director)
    days = [
        ListedDay(date(2025, 12, 31), False, "元旦"),
        ListedDay(date(2026, 1, 1), False, "元旦"),
    ]

    calendar.import_year(2026, days, version=before.version + 1, actor=director)

    year = CalendarYear.objects.get(year=2026)
    assert (year.source, year.is_confirmed) == ("imported", False)
    assert list(Workday.objects.filter(date__year=2026).values_list("date", flat=True)) == [
        date(2026, 1, 1)
    ]
    assert Workday.objects.get(date=date(2025, 12, 31)).source == "imported"
    entry = JournalEntry.objects.get(verb="calendaryear.imported")
    assert "2026-10-10" in entry.details["removed"]


@pytest.mark.parametrize(
    "values",
    [
        {"confirmed_at": "2026-01-01T00:00Z"},
        {"year": 1200},
    ],
)
def test_the_database_refuses_an_impossible_year(values):
    with pytest.raises(IntegrityError):
        CalendarYear.objects.filter(year=2026).update(**values)


def test_the_database_refuses_a_day_from_no_list():
    with pytest.raises(IntegrityError):
        Workday.objects.filter(date=date(2026, 10, 10)).update(source="weekdays")


def test_only_the_director_of_the_highest_office_keeps_the_calendar(world):
    province = BodyFactory()
    city = BodyFactory(parent=province)
    director = DutyFactory(role=Role.OFFICE_DIRECTOR, organization=city).person
    assert rules.may_keep_calendar(director)

    above = DutyFactory(role=Role.OFFICE_DIRECTOR, organization=province).person

    assert not rules.may_keep_calendar(director)
    assert rules.may_keep_calendar(above)
    assert rules.may_keep_calendar(world.office_director)
    assert not rules.may_keep_calendar(world.office_staff)
    assert not rules.may_keep_calendar(UserFactory())


def test_a_list_is_previewed_then_taken_over(sign_in, director, clock):
    client = sign_in(director)

    preview = client.post(
        reverse("deadlines:import_year"), {"year": 2027, "upload": workbook(NEW_YEAR)}
    )
    assert preview.status_code == 200
    assert not Workday.objects.filter(date__year=2027).exists()
    sent = preview.context["sent"]
    answer = client.post(reverse("deadlines:import_confirm"), {"sent": sent})

    assert answer.status_code == 302
    listed = Workday.objects.filter(date__year=2027).values_list("date", "is_working", "name")
    assert list(listed) == [
        (date(2027, 1, 1), False, "元旦"),
        (date(2027, 1, 2), True, "元旦调休"),
    ]
    clock.refresh_from_db()
    assert clock.due_on == date(2027, 1, 15)


def test_bad_rows_are_marked_and_nothing_is_imported(sign_in, director):
    client = sign_in(director)
    lines = [
        ("2027-01-01", "休息", "元旦"),
        ("2027年13月1日", "休息", "元旦"),
        ("2027-01-01", "休息", "元旦"),
        ("2026-05-01", "休息", "劳动节"),
        ("2027-01-04", "上班", "元旦"),
        ("2027-01-05", "半天", "元旦"),
    ]

    preview = client.post(
        reverse("deadlines:import_year"), {"year": 2027, "upload": workbook(lines)}
    )
    sent = preview.context["sent"]
    refused = client.post(reverse("deadlines:import_confirm"), {"sent": sent})
    marked = client.post(reverse("deadlines:import_marked"), {"sent": sent})

    assert preview.status_code == 422
    assert [len(row.errors) for row in preview.context["rows"]] == [0, 1, 1, 1, 1, 1]
    assert refused.status_code == 409
    assert not Workday.objects.filter(date__year=2027).exists()
    sheet = load_workbook(io.BytesIO(marked.content)).active
    assert [bool(row[3].value) for row in sheet.iter_rows(min_row=2)] == [
        False,
        True,
        True,
        True,
        True,
        True,
    ]


def test_the_marked_list_can_be_put_right_and_sent_again(sign_in, director):
    client = sign_in(director)
    template = client.get(reverse("deadlines:import_template"))
    upload = SimpleUploadedFile("template.xlsx", template.content)
    year = int(load_workbook(upload).active["A2"].value[:4])
    upload.seek(0)

    preview = client.post(reverse("deadlines:import_year"), {"year": year, "upload": upload})

    assert [row.day is not None or bool(row.errors) for row in preview.context["rows"]] == [
        True,
        True,
    ]


def test_real_dates_of_a_spreadsheet_are_read(sign_in, director):
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, date(2027, 1, 1), book.add_format({"num_format": "yyyy/m/d"}))
        sheet.write_row(0, 1, ("放假", "元旦"))

    preview = sign_in(director).post(
        reverse("deadlines:import_year"),
        {"year": 2027, "upload": SimpleUploadedFile("list.xlsx", content.getvalue())},
    )

    assert [row.day for row in preview.context["rows"]] == [
        ListedDay(date(2027, 1, 1), False, "元旦")
    ]


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("list.xlsx", b"not a workbook"),
        SimpleUploadedFile("list.txt", b"2027-01-01"),
        workbook([]),
        workbook([("2027-01-01", "休息", "元旦")] * 401),
    ],
    ids=["damaged", "text", "empty", "too long"],
)
def test_an_unfit_workbook_gets_a_sentence_and_keeps_the_year(sign_in, director, upload):
    upload.seek(0)

    answer = sign_in(director).post(
        reverse("deadlines:import_year"), {"year": 2027, "upload": upload}
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors["upload"]
    assert answer.context["form"]["year"].value() == "2027"


def test_a_preview_that_was_tampered_with_is_refused(sign_in, director):
    answer = sign_in(director).post(reverse("deadlines:import_confirm"), {"sent": "x:y:z"})

    assert answer.status_code == 409


def test_the_year_page_shows_the_estimate_and_the_day_can_be_edited(sign_in, director):
    client = sign_in(director)
    page = client.get(reverse("deadlines:calendar_year", args=[2027]))
    assert page.context["year"].is_estimated

    answer = client.post(
        reverse("deadlines:calendar_day", args=[date(2027, 1, 1)]),
        {"is_working": "0", "name": "元旦", "version": "0"},
    )

    assert answer.status_code == 302
    assert Workday.objects.get(date=date(2027, 1, 1)).name == "元旦"
    assert CalendarYear.objects.get(year=2027).is_estimated
