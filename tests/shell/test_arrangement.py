"""A reader's columns, row height and views stay as the reader left them, on the page and in the file."""

from io import BytesIO

import openpyxl
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import JournalEntry, SavedView
from accounts.roles import Role
from tests.factories.accounts import DutyFactory, UserFactory
from tests.factories.inspections.round import AssignmentFactory

PEOPLE = "/accounts/people/"
ROUNDS = "/rounds/"
ORDER = ["organization", "full_name", "username", "post", "is_active", "last_login"]


def headers(answer) -> list[str]:
    return [column.name for column in answer.context["table"].columns if str(column.header)]


@pytest.fixture
def desk(world, sign_in):
    return sign_in(world.system_admin)


def arrange(client, address=PEOPLE, **sent):
    return client.post(
        address, {"keep": "columns", "order": ORDER, "shown": ["organization", "post"]} | sent
    )


def test_columns_and_their_order_are_kept_for_this_reader_and_list(desk, world):
    answer = arrange(desk, density="tight")

    assert (answer.status_code, answer.url) == (302, PEOPLE)
    page = desk.get(PEOPLE)
    assert headers(page) == ["organization", "full_name", "post"]
    assert 'data-density="tight"' in page.content.decode()
    desk.force_login(UserFactory())
    assert not SavedView.objects.exclude(owner=world.system_admin).exists()


def test_the_column_that_names_the_row_cannot_be_hidden(desk):
    arrange(desk, shown=[])

    assert headers(desk.get(PEOPLE)) == ["full_name"]


def test_a_column_moves_by_one_without_scripts_and_the_panel_stays_open(desk):
    answer = arrange(desk, shown=ORDER, up="post")

    assert answer.url == f"{PEOPLE}?arrange=1"
    page = desk.get(answer.url)
    assert headers(page)[:4] == ["organization", "full_name", "post", "username"]
    assert '<details class="drop drop-up" id="columns" open>' in page.content.decode()


def test_unknown_columns_are_not_kept(desk):
    arrange(desk, order=["password", *ORDER], shown=["password", "post"])

    assert SavedView.objects.get().columns == ["full_name", "post"]


def test_as_delivered_takes_the_arrangement_back(desk):
    before = headers(desk.get(PEOPLE))
    arrange(desk)

    desk.post(PEOPLE, {"keep": "reset"})

    assert headers(desk.get(PEOPLE)) == before


def test_hiding_the_column_of_the_order_keeps_the_order(desk, world):
    UserFactory(full_name="序甲", username="b")
    UserFactory(full_name="序乙", username="a")
    arrange(desk)

    page = desk.get(PEOPLE + "?q=序&sort=username")

    assert [row.record.username for row in page.context["table"].paginated_rows] == ["a", "b"]


def test_a_workbook_has_the_columns_of_this_reader(desk):
    arrange(desk)

    answer = desk.post(PEOPLE, {"export": "xlsx"})

    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert [cell.value for cell in sheet[4]] == ["序号", "所在组织", "姓名", "职务"]
    assert JournalEntry.objects.get(verb="list.exported").details["columns"] == [
        "organization",
        "full_name",
        "post",
    ]


def test_a_view_keeps_conditions_order_and_columns_under_a_name(desk):
    arrange(desk)

    answer = desk.post(
        PEOPLE + "?sort=username&q=取&page=2&per_page=", {"keep": "view", "name": " 我的  人 "}
    )

    view = SavedView.objects.get(name="我的 人")
    assert view.query == "q=%E5%8F%96&sort=username"
    assert answer.url == f"{PEOPLE}?{view.query}&saved={view.pk}"
    page = desk.get(answer.url)
    assert [(tab["label"], tab["current"]) for tab in page.context["way"].tabs] == [
        ("我的 人", True)
    ]
    assert headers(page) == ["organization", "full_name", "post"]


def test_the_same_name_replaces_the_view(desk):
    for query in ("?q=一", "?q=二"):
        desk.post(PEOPLE + query, {"keep": "view", "name": "甲"})

    assert [view.query for view in SavedView.objects.all()] == ["q=%E4%BA%8C"]


def test_changed_conditions_are_said_and_can_be_kept_in_the_view(desk):
    desk.post(PEOPLE, {"keep": "view", "name": "甲"})
    view = SavedView.objects.get()
    changed = f"{PEOPLE}?q=取&saved={view.pk}"
    assert "条件已改动" in desk.get(changed).content.decode()

    desk.post(changed, {"keep": "update"})

    view.refresh_from_db()
    assert view.query == "q=%E5%8F%96"


@pytest.mark.parametrize("name", ["", "   ", "长" * 31])
def test_a_view_needs_a_name_that_fits(desk, name):
    answer = desk.post(PEOPLE, {"keep": "view", "name": name})

    assert answer.status_code == 409
    assert "30 个字" in answer.content.decode()
    assert not SavedView.objects.exists()


@pytest.fixture
def shared(world, sign_in):
    """A view of the rounds that the office shares with the team leaders."""
    sign_in(world.office_staff).post(
        ROUNDS + "?state=running", {"keep": "view", "name": "在建", "share": Role.TEAM_LEADER}
    )
    return SavedView.objects.get(name="在建")


def tabs(client) -> list[str]:
    return [tab["label"] for tab in client.get(ROUNDS).context["way"].tabs]


def test_a_shared_view_reaches_that_duty_of_the_same_body_only(shared, world, sign_in):
    assert tabs(sign_in(world.office_staff)) == ["在建"]
    assert tabs(sign_in(world.team_leader)) == ["在建"]
    assert tabs(sign_in(world.team_member)) == []
    stranger = UserFactory()
    DutyFactory(person=stranger, role=Role.TEAM_LEADER, organization=world.unit_b)
    assert tabs(sign_in(stranger)) == []
    assert JournalEntry.objects.get(verb="view.shared").details["role"] == Role.TEAM_LEADER


@pytest.mark.parametrize("deed", ["update", "drop"])
def test_only_its_owner_changes_a_shared_view(shared, world, sign_in, deed):
    address = f"{ROUNDS}?q=x&saved={shared.pk}"

    answer = sign_in(world.team_leader).post(address, {"keep": deed})

    assert answer.status_code == 409
    assert SavedView.objects.get(name="在建").query == shared.query


def test_a_view_is_not_shared_outside_the_house(world, sign_in):
    answer = sign_in(world.office_staff).post(
        ROUNDS, {"keep": "view", "name": "外", "share": Role.UNIT_HEAD}
    )

    assert answer.status_code == 409
    assert not SavedView.objects.exists()


def test_taking_a_view_away_leaves_the_conditions(desk):
    desk.post(PEOPLE + "?q=取", {"keep": "view", "name": "甲"})
    view = SavedView.objects.get()

    answer = desk.post(f"{PEOPLE}?{view.query}&saved={view.pk}", {"keep": "drop"})

    assert answer.url == f"{PEOPLE}?q=%E5%8F%96"
    assert not SavedView.objects.exists()


def test_a_list_that_may_not_leave_the_system_keeps_nothing(world, sign_in):
    answer = sign_in(world.lead_clerk).get(reverse("leads:list"))

    assert answer.context["way"] is None


@pytest.mark.parametrize(
    "broken", [{"query": "q=x"}, {"shared_role": Role.UNIT_HEAD}, {"body_id": 1}]
)
def test_the_database_keeps_an_unnamed_view_private(world, broken):
    view = SavedView.objects.create(owner=world.system_admin, listing="accounts:people")

    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.filter(pk=view.pk).update(**broken)


def test_a_count_is_added_up_on_the_page_and_in_the_file(world, sign_in):
    AssignmentFactory(team__round__term__body=world.body)
    client = sign_in(world.office_staff)

    page = client.get(ROUNDS)
    answer = client.post(ROUNDS, {"export": "xlsx"})

    total = sum(row.record.target_count for row in page.context["table"].paginated_rows)
    assert total == 1
    assert f'<td class="number">{total}</td>' in page.content.decode()
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    last = [cell.value for cell in sheet[sheet.max_row]]
    assert last[0] == "合计"
    assert total in last
