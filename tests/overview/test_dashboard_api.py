"""Every number of a round's dashboard is the count of the list that it names."""

import pytest
from django.urls import reverse

from accounts.models import Recusal
from accounts.roles import Role
from deadlines.models import Clock
from rectification.services import suggestion as suggesting
from rectification.states import SuggestionKind
from tests.factories import rectification as made
from tests.world import plant_all

READERS = [Role.OFFICE_STAFF, Role.GROUP_LEADER, Role.ORGANIZATION_REVIEWER]


@pytest.fixture
def round_(world):
    """Six items in different situations; a draft, a closed and an overdue suggestion."""
    found = made.a_mixed_plan(world).assignment.round
    a_letter(world, found)
    answered, late = [a_letter(world, found) for _ in range(2)]
    for letter in (answered, late):
        suggesting.issue_suggestion(letter, actor=world.office_staff)
    suggesting.receive_suggestion(answered, actor=world.department_liaison)
    suggesting.reply_to_suggestion(answered, text="已修订", actor=world.department_liaison)
    suggesting.judge_reply(answered, accepted=True, opinion="", actor=world.office_staff)
    Clock.objects.filter(pk=late.clock_id).update(due_on=made.in_days(-2))
    return found


def a_letter(world, round_):
    return suggesting.draft_suggestion(
        world.body,
        organization=world.department,
        kind=SuggestionKind.DEPARTMENT,
        title="完善补贴发放监管",
        text="完善补贴发放监管办法。",
        reply_by=made.in_days(30),
        actor=world.office_staff,
        round_=round_,
    )


def read(client, round_) -> dict:
    return client.get(reverse("api:round_dashboard", args=[round_.pk])).json()


def counted(found) -> list[dict]:
    """Every figure with a list of its own, however deep it stands."""
    if isinstance(found, list):
        return [each for part in found for each in counted(part)]
    if not isinstance(found, dict):
        return []
    if found.keys() == {"value", "list"}:
        return [found]
    derived = {"aspects", "measures"}
    return [each for name, part in found.items() if name not in derived for each in counted(part)]


@pytest.mark.row("HLJ-17")
@pytest.mark.parametrize("role", READERS)
def test_each_number_is_the_count_of_its_list(world, round_, sign_in, role):
    client = sign_in(world.person(role))

    found = counted(read(client, round_))

    assert [(each["list"], each["value"]) for each in found] == [
        (each["list"], client.get(each["list"]).json()["count"]) for each in found
    ]
    assert len(found) > 40


def test_what_is_derived_is_counted_from_the_items_it_names(world, round_, sign_in):
    client = sign_in(world.office_staff)
    board = read(client, round_)

    measures = board["measures"]
    issues = client.get(board["aspects"]["list"]).json()["results"]
    items = client.get(measures["denominator"]["list"]).json()["results"]

    assert (
        board["issues"]["value"] == len(issues) == len({item["issue"]["id"] for item in items}) == 6
    )
    assert board["aspects"]["value"] == len({issue["aspect"] for issue in issues}) == 1
    assert measures["denominator"]["value"] == sum(item["measures"] for item in items)
    assert measures["numerator"]["value"] == sum(item["measures_done"] for item in items)


def test_a_rate_keeps_its_fraction(world, round_, sign_in):
    completion = read(sign_in(world.office_staff), round_)["completion"]

    assert completion["percent"] == "16.67"
    assert (completion["numerator"]["value"], completion["denominator"]["value"]) == (1, 6)


def test_suggestions_leave_drafts_out(world, round_, sign_in):
    found = read(sign_in(world.office_staff), round_)["suggestions"]

    assert {name: each["value"] for name, each in found.items()} == {
        "all": 2,
        "closed": 1,
        "overdue": 1,
    }


def test_who_is_recused_reads_numbers_without_the_unit(world, round_, sign_in):
    Recusal.objects.create(
        person=world.office_staff,
        organization=world.unit_a,
        reason="亲属任职",
        decided_by=world.group_leader,
    )
    client = sign_in(world.office_staff)

    board = read(client, round_)

    items = [each for each in counted(board) if "/items/" in each["list"]]
    assert {each["value"] for each in items} == {0}
    assert {client.get(each["list"]).json()["count"] for each in items} == {0}
    assert board["completion"]["percent"] is None


def test_leads_are_counts_only_and_small_ones_are_masked(world, sign_in):
    plant_all(world)

    exact = read(sign_in(world.group_leader), world.round)["leads"]
    masked = read(sign_in(world.office_staff), world.round)["leads"]

    assert 0 < int(exact["registered"]) < 5
    assert masked["registered"] == "不显示"
    assert read(sign_in(world.organization_reviewer), world.round)["leads"] is not None
    assert "CNRY" not in str(exact) + str(masked)


def test_a_round_out_of_sight_does_not_exist(world, round_, sign_in):
    client = sign_in(world.unit_head)

    foreign = client.get(reverse("api:round_dashboard", args=[round_.pk]))
    missing = client.get(reverse("api:round_dashboard", args=[999_999]))

    assert (foreign.status_code, foreign.content) == (404, missing.content)
