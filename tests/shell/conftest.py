"""A real browser on the running site, signed in without a password."""

import os
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
DESK = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # The browser's driver keeps an event loop in this thread, in which Django would refuse to query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, live_server) -> Iterator[Open]:
    """``open_page("/address/", person)`` gives the page; a complaint in its console fails the test."""
    contexts = []
    complaints: list[str] = []

    def enter(address: str, person=None, *, viewport=DESK, scripts=True) -> Page:
        context = chromium.new_context(
            base_url=live_server.url, viewport=viewport, java_script_enabled=scripts, locale="zh-CN"
        )
        contexts.append(context)
        if person is not None:
            client = Client()
            client.force_login(person)
            name = settings.SESSION_COOKIE_NAME
            cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
            context.add_cookies([cookie])
        page = context.new_page()
        page.on("pageerror", lambda problem: complaints.append(str(problem)))
        page.on("console", lambda line: _hear(line, complaints))
        page.goto(address)
        return page

    yield enter
    for context in contexts:
        context.close()
    assert complaints == []


def _hear(line, complaints: list[str]) -> None:
    """What the browser finds wrong; a form sent back with 422 is no fault."""
    if line.type == "error" and "422" not in line.text:
        complaints.append(line.text)
