"""What waits for a unit is the same on its home page, in its menu, in the ledger and on its own page."""

import pytest
from django.urls import reverse

from deadlines.lights import Board
from rectification.selectors.ledger import waiting_for_unit
from rectification.selectors.unit import duties_of
from tests.factories import rectification as made

pytestmark = pytest.mark.django_db


@pytest.mark.row("SD-03")
def test_home_and_the_units_own_page_tell_the_same_work(world, sign_in):
    made.a_mixed_plan(world)
    client = sign_in(world.unit_liaison)

    waiting = {item.get_absolute_url() for item in waiting_for_unit(world.unit_liaison)}
    listed = client.get("/rectification/?view=to_do").context["table"].page.object_list.data
    home = client.get(reverse("overview:home")).content.decode()

    assert waiting
    assert waiting <= {line.url for line in duties_of(world.unit_liaison, Board())}
    assert {item.get_absolute_url() for item in listed} == waiting
    assert [url for url in waiting if url not in home] == []
