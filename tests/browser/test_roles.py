"""One journey a role: go through the whole menu, open the first row of each list."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from accounts.roles import Role
from tests.browser.conftest import Site
from tests.browser.looks import faults
from tests.world import World, build_world, plant_all

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.xdist_group("journeys"),
]

MENU = "#menu a[href]"
FIRST_ROW = "main table tbody tr td a[href]:not([download])"


@pytest.fixture(scope="module")
def planted(site: Site) -> World:
    world = build_world()
    plant_all(world)
    return world


@pytest.mark.parametrize("role", list(Role))
def test_a_role_walks_its_menu(planted, enter, role):
    """Nothing there is broken, too wide, inaccessible or in English."""
    page = enter(planted.person(role))
    page.goto("/")

    assert page.locator(MENU).count() > 0
    assert list(journey(page, role)) == []


def journey(page: Page, role: str) -> Iterator[str]:
    """Every fault on the way, once, with the first address that shows it."""
    seen: set[str] = set()
    told: set[str] = set()
    for address in ["/", *addresses(page, MENU)]:
        for each in (address, None):
            target = each or first_row(page)
            if target is None or target in seen:
                continue
            seen.add(target)
            for fault in look(page, role, target):
                if fault not in told:
                    told.add(fault)
                    yield f"{target} {fault}"


def addresses(page: Page, selector: str) -> list[str]:
    return page.eval_on_selector_all(selector, "links => links.map(a => a.getAttribute('href'))")


def first_row(page: Page) -> str | None:
    """Where the first row of the list leads; files are fetched, not opened."""
    rows = [each for each in addresses(page, FIRST_ROW) if each.startswith("/")]
    return next((each for each in rows if "/file" not in each), None)


def look(page: Page, role: str, address: str) -> list[str]:
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        return [f"answers {answer and answer.status}"]
    return list(faults(page, f"{role}{urlsplit(address).path}"))
