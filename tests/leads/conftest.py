import pytest

from tests.factories import leads as make
from tests.worlds import inspections


@pytest.fixture
def world(world):
    """The cast in the midst of a round, with a key file."""
    inspections.plant(world)
    make.make_key_file()
    return world
