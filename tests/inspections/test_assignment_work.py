"""An assignment leads on to what hangs on it, with the counts of the very lists."""

import re

import pytest
from django.urls import reverse

from inspections.selectors.work import works_of
from inspections.states.feedback import FeedbackState
from tests.inspections.scene import Scene
from tests.inspections.test_report_feedback import carried_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene() -> Scene:
    scene = Scene()
    carried_to(scene, FeedbackState.DRAFTING)
    return scene


def test_each_list_shows_as_many_rows_as_the_page_promised(scene, client):
    other = Scene()
    other.issue()
    client.force_login(scene.leader)

    works = works_of(scene.assignment, scene.leader)

    names = [
        reverse(f"inspections:{name}_list") for name in ("paper", "meeting", "issue", "report")
    ]
    assert [work.url.partition("?")[0] for work in works][:4] == names
    page = client.get(scene.assignment.get_absolute_url()).content.decode()
    for work in works:
        assert f'href="{work.url}"' in page
        table = (
            client.get(work.url).content.decode().partition("<tbody")[2].partition("</tbody>")[0]
        )
        rows = re.findall(r"<tr\b", table)
        assert len(rows) == work.count, work.url


def test_who_finds_nothing_is_led_nowhere(scene):
    assert works_of(scene.assignment, scene.head) == []
