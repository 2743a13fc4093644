from rectification.states import ItemState
from tests.factories import rectification as made


def test_walk(world):
    item = made.a_closed_item(world)
    assert item.state == ItemState.CLOSED
