"""Reading and posting without scripts: what a locked-down office browser can still do."""

import pytest
from django.urls import reverse

from rectification.models import ProgressReport
from tests.browser.conftest import PASSWORD, Enter, Site, give_a_password
from tests.browser.hands import look_at, send, send_in_vain, to
from tests.world import World, build_world, plant_all

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.xdist_group("journeys"),
]
REASON = "造价复审需第三方出具报告，预计下月完成。"


@pytest.fixture(scope="module")
def planted(site: Site) -> World:
    world = build_world()
    plant_all(world)
    give_a_password(world.unit_liaison)
    return world


def test_a_unit_reads_and_reports_without_scripts(planted, enter: Enter):
    page = enter(None, scripts=False)
    look_at(page, reverse("accounts:sign_in"))
    page.fill("#id_username", planted.unit_liaison.username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    look_at(page, reverse("rectification:ledger"))
    page.click(f"main tbody a[href='{planted.item.get_absolute_url()}']")
    form = to("rectification:item_progress", planted.item.pk)

    # Spaces satisfy the browser, and nobody else.
    refusal = send_in_vain(page, form, percent=80, text="   ")
    kept = page.input_value(f"{form} [name=percent]")
    send(page, form, text="已完成复核。")

    assert "进展" in refusal
    assert kept == "80"
    assert ProgressReport.objects.filter(item=planted.item, percent=80).count() == 1
    assert "已完成复核。" in page.inner_text("main")


def test_a_refused_request_keeps_its_reason_without_scripts(planted, enter: Enter):
    """The later date that is asked for lies before the present one."""
    page = enter(planted.unit_liaison, scripts=False)
    look_at(page, planted.item)
    form = to("rectification:item_extension", planted.item.pk)
    until = planted.item.clock.due_on.isoformat()

    refusal = send_in_vain(page, form, until=until, reason=REASON)

    assert refusal
    assert page.input_value(f"{form} [name=until]") == until
    assert page.input_value(f"{form} [name=reason]") == REASON
    assert planted.item.clock.extensions.count() == 0


def test_a_list_is_filtered_and_a_person_added_without_scripts(planted, enter: Enter):
    page = enter(planted.system_admin, scripts=False)

    look_at(page, reverse("accounts:people"))
    page.fill("#id_q", "archivist")
    with page.expect_navigation():
        page.click("main form[role=search] button[type=submit]")
    found = page.locator("main tbody tr").count()
    look_at(page, reverse("accounts:add_person"))
    page.fill("#id_username", "plainly")
    page.fill("#id_full_name", "无脚本")
    page.fill("#id_organization", planted.unit_a.name)
    with page.expect_navigation():
        page.click("main .btn-primary")

    assert found == 1
    assert page.locator(".receipt-number").count() == 1
