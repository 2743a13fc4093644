"""A real browser on the running site, signed in without a password."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from tests.chromium import DESK, sign_in

Open = Callable[..., Page]


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
            sign_in(context, person, live_server.url)
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
