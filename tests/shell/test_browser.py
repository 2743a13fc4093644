"""The shell in a browser: what scripts add, and that nothing needs them."""

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import Duty, Notice, User
from tests.chromium import DESK, PHONE

AXE = settings.BASE_DIR / "node_modules" / "axe-core" / "axe.min.js"

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def accessibility_faults(page) -> list[str]:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found["violations"]]


PAGES = [
    ("accounts:sign_in", ""),
    ("accounts:people", "system_admin"),
    ("accounts:add_person", "system_admin"),
    ("accounts:organizations", "system_admin"),
    ("accounts:duties", "security_admin"),
    ("accounts:grant_duty", "security_admin"),
    ("accounts:journal", "audit_admin"),
    ("accounts:inbox", "office_staff"),
    ("accounts:password", "office_staff"),
]


@pytest.mark.parametrize("viewport", [DESK, PHONE], ids=["desk", "phone"])
def test_pages_fit_the_window_and_are_accessible(world, open_page, viewport):
    faults = {}
    for name, role in PAGES:
        page = open_page(reverse(name), world.person(role) if role else None, viewport=viewport)
        found = accessibility_faults(page)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > viewport["width"]:
            found.append(f"{width} px wide")
        if found:
            faults[name] = found

    assert faults == {}


def test_the_folded_menu_stays_folded(world, open_page):
    page = open_page(reverse("accounts:inbox"), world.office_staff)

    page.click("[data-menu-fold]")
    page.reload()

    assert page.locator("body").get_attribute("data-menu") == "folded"


def test_the_menu_opens_and_closes_on_a_phone(world, open_page):
    page = open_page(reverse("accounts:inbox"), world.office_staff, viewport=PHONE)

    page.click("[data-menu-open]")
    opened = page.locator("#menu").is_visible()
    page.keyboard.press("Escape")

    assert opened
    assert not page.locator("#menu").is_visible()


def test_a_key_leads_to_the_search(world, open_page):
    page = open_page(reverse("accounts:inbox"), world.office_staff)

    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.name") == "q"


def test_leaving_with_unsaved_words_is_asked_about(world, open_page):
    page = open_page(reverse("accounts:add_person"), world.system_admin)
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))

    page.fill("#id_full_name", "还没存")
    page.goto(reverse("accounts:people"))

    assert asked == ["beforeunload"]


def test_a_double_click_adds_one_person(world, open_page):
    page = open_page(reverse("accounts:add_person"), world.system_admin)
    page.fill("#id_username", "twice")
    page.fill("#id_full_name", "双击")
    page.select_option("#id_organization", str(world.unit_a.pk), force=True)

    page.dblclick("main .btn-primary")
    page.wait_for_selector(".receipt-number")

    assert User.objects.filter(full_name="双击").count() == 1


def test_a_deed_with_consequences_is_asked_about_first(world, open_page):
    page = open_page(f"{reverse('accounts:duties')}?role=archivist", world.security_admin)
    duty = Duty.objects.get(person=world.archivist)

    page.click("main .row-deeds button")
    page.click("[data-ask-no]")
    duty.refresh_from_db()
    kept = duty.revoked_at is None
    page.click("main .row-deeds button")
    page.click("[data-ask-yes]")
    page.wait_for_selector(".toast-note")

    duty.refresh_from_db()
    assert kept
    assert duty.revoked_at is not None


def test_a_long_select_can_be_searched(world, open_page):
    page = open_page(reverse("accounts:grant_duty"), world.security_admin)

    page.click("#id_person-ts-control")
    page.keyboard.type("archivist")
    page.keyboard.press("Enter")

    assert page.eval_on_selector("#id_person", "select => select.value") == str(world.archivist.pk)


def test_rows_are_chosen_one_by_one_or_all_that_match(world, open_page):
    Notice.objects.bulk_create(
        Notice(
            recipient=world.office_staff, title_template="t", about_type="x", about_id="1", url="/"
        )
        for _ in range(25)
    )
    page = open_page(reverse("accounts:inbox"), world.office_staff)
    hidden_at_first = page.locator("[data-batch]").is_hidden()

    page.check("tbody [data-choose-row] >> nth=0")
    one = page.inner_text("[data-chosen]")
    page.check("[data-choose-page]")
    whole_page = page.inner_text("[data-chosen]")
    page.click("[data-choose-matching]")
    matching = page.inner_text("[data-chosen]")
    page.click("text=标为已读")
    page.wait_for_load_state()

    assert hidden_at_first
    assert [one, whole_page, matching] == ["1", "20", "25"]
    assert Notice.objects.unread().count() == 0


def test_idle_people_are_warned_before_they_are_signed_out(world, open_page):
    page = open_page(reverse("accounts:inbox"), world.office_staff)
    page.clock.install()
    page.reload()

    page.clock.run_for((settings.SESSION_IDLE_MINUTES - 2) * 60_000 + 1_000)

    assert page.locator("#idle-dialog").is_visible()
    page.click("[data-stay]")
    page.wait_for_selector("#idle-dialog", state="hidden")


def test_lists_and_forms_work_without_scripts(world, open_page):
    page = open_page(reverse("accounts:people"), world.system_admin, scripts=False)

    page.fill("#id_q", "archivist")
    page.click("main form[role=search] button[type=submit]")
    found = page.locator("tbody tr").count()
    page.click("summary.top-user")
    page.click("text=退出登录")

    assert found == 1
    assert page.url.endswith(reverse("accounts:sign_in"))
