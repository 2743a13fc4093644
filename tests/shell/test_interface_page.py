import pytest

from tests.world import build_world

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def test_the_interfaces_description_draws_itself_without_inline_code_or_other_hosts(open_page):
    world = build_world()
    page = open_page("/api/v1/docs/", world.unit_liaison)

    page.wait_for_selector(".opblock")

    assert page.locator(".opblock").count() >= 16
    hosts = page.evaluate("performance.getEntriesByType('resource').map(e => new URL(e.name).host)")
    assert set(hosts) <= {page.evaluate("location.host")}
