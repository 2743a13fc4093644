"""One inspection round from plan to closure, in the browser, each step by the person whose duty it is."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from accounts.models import User
from inspections.models import TeamAuthorization, WorkingPaper
from tests.browser.chapter_feedback import report_and_feed_back
from tests.browser.chapter_fieldwork import find_issues
from tests.browser.chapter_item import rectify_and_close
from tests.browser.chapter_lead import hand_a_lead_over
from tests.browser.chapter_plan import make_the_plan
from tests.browser.chapter_plan_of_unit import plan_the_rectification
from tests.browser.chapter_team import send_a_team
from tests.browser.conftest import Enter, Site, give_a_password
from tests.browser.hands import ask_for, look_at
from tests.browser.looks import too_wide
from tests.browser.story import Story, name_team_people
from tests.factories.leads import make_key_file
from tests.world import build_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
COUNTED = "main a.figure, main a.drill, main a.alarm-number"


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
    give_a_password(told.world.discipline_case_manager)
    return told


def test_a_round_from_plan_to_closure(story):
    make_the_plan(story)
    send_a_team(story)
    find_issues(story)
    hand_a_lead_over(story)
    report_and_feed_back(story)
    plan_the_rectification(story)
    rectify_and_close(story)
    every_number_opens_as_many_rows(story)
    the_day_after_nobody_of_the_team_sees_anything(story)


def every_number_opens_as_many_rows(story: Story) -> None:
    """The leading group reads the round; each figure is the length of the list behind it."""
    page = story.at("group_leader")
    look_at(page, reverse("overview:round_dashboard", args=[story.round.pk]))
    assert list(too_wide(page, "walk-dashboard")) == []
    figures = page.eval_on_selector_all(
        COUNTED, "links => links.map(a => [a.getAttribute('href'), a.innerText])"
    )
    counts = {url: int(found[0]) for url, text in figures if (found := numbers(text))}
    assert counts
    shown = {}
    for url in counts:
        look_at(page, url)
        shown[url] = page.locator("main tbody tr").count()
    assert shown == counts


def numbers(text: str) -> list[str]:
    """The whole numbers of a figure; a rate is none."""
    return [] if "%" in text else re.findall(r"\d+", text)


def the_day_after_nobody_of_the_team_sees_anything(story: Story) -> None:
    """No job runs: the authority that ended yesterday simply gives nothing."""
    paper = WorkingPaper.objects.earliest("pk").get_absolute_url()
    assert ask_for(story.at("member"), paper)[0] == 200
    yesterday = story.today - timedelta(days=1)
    TeamAuthorization.objects.filter(team=story.team).update(
        valid_from=yesterday, valid_to=yesterday
    )

    for name in story.team_people:
        page = story.at(name)
        for row in (story.assignment, story.team, story.item):
            assert ask_for(page, row.get_absolute_url())[0] == 404
        assert ask_for(page, paper)[0] == 404
        look_at(page, "/")
        assert page.locator("#menu a").count() == 0
