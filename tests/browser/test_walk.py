"""One inspection round from the plan to the signed feedback, in the browser, each step by the person whose duty it is."""

import pytest
from playwright.sync_api import Page

from accounts.models import User
from tests.browser.chapter_feedback import report_and_feed_back
from tests.browser.chapter_fieldwork import find_an_issue
from tests.browser.chapter_lead import hand_a_lead_over
from tests.browser.chapter_plan import make_the_plan
from tests.browser.chapter_team import send_a_team
from tests.browser.conftest import Enter, Site, give_everybody_a_password
from tests.browser.story import Story, name_team_people
from tests.factories.leads import make_key_file
from tests.world import build_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def story(site: Site, enter: Enter) -> Story:
    make_key_file()
    pages: dict[int, Page] = {}

    def sit(person: User) -> Page:
        """Each keeps one page, signed in once."""
        if person.pk not in pages:
            pages[person.pk] = enter(person)
        return pages[person.pk]

    told = Story(build_world(), sit)
    name_team_people(told)
    give_everybody_a_password()
    return told


def test_a_round_from_plan_to_the_signed_feedback(story):
    make_the_plan(story)
    send_a_team(story)
    find_an_issue(story)
    hand_a_lead_over(story)
    report_and_feed_back(story)
