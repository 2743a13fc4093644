"""One server and one committed world for all tests of a module: planting it is the dear part."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.template import Engine
from django.test.utils import override_settings
from playwright.sync_api import Browser, BrowserContext, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.browser.hands import found_wrong
from tests.browser.looks import Ear
from tests.chromium import DESK, sign_in

PASSWORD = "journey-through-9-pages"
Site = SimpleNamespace
Enter = Callable[..., Page]


@pytest.fixture(scope="module", autouse=True)
def _quick(tmp_path_factory) -> Iterator[None]:
    """The folder's settings for a whole module, in place of those that last one test."""
    place = tmp_path_factory.mktemp("site")
    with override_settings(
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        MEDIA_ROOT=place / "files",
        LEAD_KEY_FILE=str(place / "keys" / "leads.json"),
        LEAD_FILES=str(place / "lead_files"),
        CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
        STORAGES={
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    ):
        yield


@pytest.fixture(scope="module")
def site(_quick, django_db_setup, django_db_blocker) -> Iterator[Site]:
    """A running server on a database whose rows are committed and stay for the module."""
    with (
        django_db_blocker.unblock(),
        as_migrated(django_db_setup),
        rendered_as_in_production(),
        served() as server,
    ):
        yield SimpleNamespace(url=server.url)


@pytest.fixture
def _django_db_helper(site: Site) -> None:
    """In place of the framework's emptying of the database after each test."""


@contextmanager
def rendered_as_in_production() -> Iterator[None]:
    """An absent relation is nothing to a page, not the runner's mark for a missing variable."""
    engine = Engine.get_default()
    mark, engine.string_if_invalid = engine.string_if_invalid, ""
    try:
        yield
    finally:
        engine.string_if_invalid = mark


@contextmanager
def as_migrated(rows: str) -> Iterator[None]:
    """What the migrations brought and nothing else, before and after."""
    _restore(rows)
    try:
        yield
    finally:
        _restore(rows)
        # The browser's driver gave this thread a second connection, which nobody else would close.
        connection.close()


def _restore(rows: str) -> None:
    # Numbering goes on behind the rows that come back.
    call_command(
        "flush", interactive=False, verbosity=0, inhibit_post_migrate=True, reset_sequences=False
    )
    connection.creation.deserialize_db_from_string(rows)


@contextmanager
def served() -> Iterator[LiveServer]:
    server = LiveServer("localhost")
    server._live_server_modified_settings.enable()
    try:
        yield server
    finally:
        server.stop()
        server._live_server_modified_settings.disable()


def give_a_password(*people: User) -> None:
    """To those who are asked for it on a page."""
    for person in people:
        person.password = make_password(PASSWORD, hasher="md5")
        person.save(update_fields=["password"])


@pytest.fixture
def enter(chromium: Browser, site: Site) -> Iterator[Enter]:
    """``enter(person)`` gives a page on which they are signed in; complaints fail the test."""
    contexts: list[BrowserContext] = []
    ear = Ear()
    found_wrong.clear()

    def page_of(person: User | None, *, scripts: bool = True) -> Page:
        context = chromium.new_context(
            base_url=site.url, viewport=DESK, java_script_enabled=scripts, locale="zh-CN",
            reduced_motion="reduce",
        )  # fmt: skip
        context.set_default_timeout(60_000)
        contexts.append(context)
        if person is not None:
            sign_in(context, person, site.url)
        page = context.new_page()
        ear.listen(page)
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert ear.complaints + found_wrong == []
