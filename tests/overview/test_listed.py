"""Listed supervision on the leading group's page: whose it is and until when (LZ-06, SD-20)."""

import pytest
from django.urls import reverse

from accounts.models import Notice
from accounts.verdicts import NotAllowed
from rectification.services import closing
from tests.factories import rectification as made


@pytest.fixture
def item(world):
    return made.a_running_item(world)


def listed(world, item, **changes):
    return closing.list_item(
        item,
        **{
            "owner": world.group_leader,
            "due_on": made.in_days(9),
            "reason": "群众关注",
            "actor": world.office_staff,
        }
        | changes,
    )


def dashboard(client, item):
    return client.get(reverse("overview:round_dashboard", args=[item.assignment.round_id]))


@pytest.mark.row("LZ-06", "SD-20")
def test_a_listed_item_stands_on_the_dashboard_with_owner_and_date_until_closed(
    world, item, sign_in
):
    client = sign_in(world.group_leader)
    assert list(dashboard(client, item).context["board"].listed) == []
    standing = listed(world, item)

    page = dashboard(client, item)

    text = page.content.decode()
    panel = text[text.index("挂牌督办</h2>") :]
    assert list(page.context["board"].listed) == [item]
    assert "group_leader" in panel
    assert standing.due_on.isoformat() in panel
    assert item.clock.due_on.isoformat() not in panel[: panel.index("</table>")]

    made.a_closed_item(world, made.fresh(item))
    assert list(dashboard(client, item).context["board"].listed) == []
    assert made.fresh(standing).lifted_at is not None


@pytest.mark.row("LZ-06")
def test_the_list_behind_the_figure_holds_immediate_items_too(world, item, sign_in):
    listed(world, item)
    type(item).objects.filter(pk=item.pk).update(kind="immediate")
    client = sign_in(world.group_leader)

    board = dashboard(client, item).context["board"]

    behind = client.get(board.cells["listed"].url).context["table"].paginator.count
    assert board.cells["listed"].value == behind == len(board.listed) == 1


@pytest.mark.row("LZ-06")
def test_other_systems_read_the_owner_and_the_date(world, item, sign_in):
    client = sign_in(world.office_staff)
    address = reverse("api:item", args=[item.pk])
    assert client.get(address).json()["listing"] is None
    standing = listed(world, item)

    found = client.get(address).json()["listing"]

    assert (found["owner"], found["due_on"]) == ("group_leader", standing.due_on.isoformat())


def test_the_named_owner_is_told(world, item):
    listed(world, item)

    assert Notice.objects.filter(recipient=world.group_leader, about_id=str(item.pk)).count() == 1


def test_a_listing_looks_ahead(world, item):
    with pytest.raises(NotAllowed, match="不早于今天"):
        listed(world, item, due_on=made.in_days(-1))
