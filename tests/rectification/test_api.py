from django.urls import reverse

from rectification.states import ItemState
from tests.factories import rectification as made


def post(client, name, item, data, key=""):
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(reverse(f"api:{name}", args=[item.pk]), data, format="json", headers=headers)


def test_progress_is_written_as_the_inspected_unit(world, api):
    item = made.a_running_item(world)

    answer = post(api(world.unit_liaison), "item_progress", item, {"percent": 60, "text": "已核查"})

    assert answer.status_code == 201
    report = item.reports.get()
    assert (report.percent, report.text, report.reported_by) == (60, "已核查", world.unit_liaison)


def test_a_repeated_key_gives_the_first_answer_and_writes_once(world, api):
    item = made.a_running_item(world)
    client = api(world.unit_liaison)
    data = {"percent": 60, "text": "已核查"}

    first = post(client, "item_progress", item, data, key="one")
    again = post(client, "item_progress", item, data, key="one")

    assert (again.status_code, again.json()) == (201, first.json())
    assert item.reports.count() == 1


def test_a_claim_that_is_not_whole_is_refused_with_the_rules_sentence(world, api):
    item = made.a_running_item(world)

    answer = post(api(world.unit_liaison), "item_claim", item, {"statement": "已完成"})

    assert answer.status_code == 409
    assert answer.json()["detail"] == "还有 1 条措施没有完成。"
    assert made.fresh(item).state == ItemState.IN_PROGRESS


def test_another_units_item_does_not_exist(world, api):
    item = made.a_running_item(world)
    client = api(world.other_unit_head)

    assert client.get(reverse("api:item", args=[item.pk])).status_code == 404
    assert post(client, "item_progress", item, {"percent": 1, "text": "x"}).status_code == 404
    assert client.get(reverse("api:items")).json()["results"] == []


def test_the_unit_does_not_read_that_the_parties_have_passed(world, api):
    item = made.a_passed_item(world)
    address = reverse("api:item", args=[item.pk])

    assert api(world.office_staff).get(address).json()["state"] == ItemState.PASSED
    assert api(world.unit_head).get(address).json()["state"] == ItemState.UNIT_CONFIRMED
