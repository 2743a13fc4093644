"""The pictures of the README, taken from a running demonstration.

``python manage.py shell -c "from tests.browser import pictures as p; p.main('http://127.0.0.1:8000')"``
while ``make demo`` runs there.
"""

from playwright.sync_api import Browser, Page, sync_playwright

from config.demo.cast import PASSWORD
from tests.chromium import CHROMIUM, DESK, QUIET

FOLDER = "docs/pictures"


def main(address: str) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        take_item(_sign_in(browser, address, "organization"))
        take_dashboard(_sign_in(browser, address, "group"))
        browser.close()


def take_item(page: Page) -> None:
    """An item under review, as one of the three parties sees it."""
    page.goto("/rectification/?view=waiting")
    page.locator("main tbody tr a[href^='/rectification/items/']").first.click()
    page.wait_for_url("**/items/*/")
    page.screenshot(path=f"{FOLDER}/item.png")


def take_dashboard(page: Page) -> None:
    """The round in rectification at a glance."""
    page.goto("/dashboard/")
    page.screenshot(path=f"{FOLDER}/dashboard.png")


def _sign_in(browser: Browser, address: str, username: str) -> Page:
    context = browser.new_context(
        base_url=address, viewport={"width": DESK["width"], "height": 900}, locale="zh-CN"
    )
    page = context.new_page()
    page.goto("/accounts/sign-in/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/")
    return page
