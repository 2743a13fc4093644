"""Tests are stricter than production: no inline code in pages, no writes behind a GET's back."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings

from tests.checklist import Recorder
from tests.chromium import chromium  # noqa: F401 - a fixture for every folder
from tests.world import World, build_world, plant_all

INLINE = re.compile(r"<script>|<script [^>]*>\s*[^<\s]|\son\w+=\"|\sstyle=\"|\{\{|\{%")


class StrictClient(Client):
    """Fail a test whose page carries inline script or style, or raw template code."""

    def request(self, **request):
        response = super().request(**request)
        if (
            response.headers.get("Content-Type", "").startswith("text/html")
            and not response.streaming
        ):
            found = INLINE.search(response.content.decode())
            assert not found, f"{request['PATH_INFO']} renders {found.group()!r}"
        return response


@pytest.fixture
def client() -> StrictClient:
    return StrictClient()


@pytest.fixture
def sign_in(client):
    """Sign a person in without a password: ``sign_in(world.office_staff)`` gives the client."""

    def enter(person) -> StrictClient:
        client.force_login(person)
        return client

    return enter


@pytest.fixture
def world(db) -> World:
    return build_world()


@pytest.fixture(scope="module")
def module_place(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("planted")


@pytest.fixture(scope="module")
def planted(django_db_setup, django_db_blocker, module_place) -> Iterator[World]:
    """The world with every app's rows, planted once for all tests of a module.

    It lives in one transaction that is rolled back at the end; a test that changes anything takes
    it back itself, as ``tests/test_access.py`` does.
    """
    with (
        override_settings(**places(module_place)),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        world = build_world()
        plant_all(world)
        yield world
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let tests with real commits empty the journal between them; its own test turns this back.

    Gives what the migrations brought, where a test of the run asks to have that back.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_journalentry DISABLE TRIGGER journal_not_emptied")
    return getattr(connection, "_test_serialized_contents", "")


def places(folder: Path) -> dict[str, str]:
    """Where files and keys lie during a test."""
    return {
        "MEDIA_ROOT": str(folder),
        "LEAD_KEY_FILE": str(folder / "keys" / "leads.json"),
        "LEAD_FILES": str(folder / "lead_files"),
        "JOURNAL_ANCHORS": str(folder / "anchors"),
    }


@pytest.fixture(autouse=True)
def _quick(request, settings, tmp_path):
    is_planted = "planted" in request.fixturenames
    folder = request.getfixturevalue("module_place") if is_planted else tmp_path
    for name, value in places(folder).items():
        setattr(settings, name, value)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder(), "checklist")


@pytest.fixture(scope="session", autouse=True)
def _restore_into_an_empty_database():
    """What a migration seeded is put back where nothing stands: its triggers refuse a change."""
    restore = connection.creation.deserialize_db_from_string

    def restore_from_nothing(rows: str) -> None:
        call_command(
            "flush", interactive=False, verbosity=0, inhibit_post_migrate=True,
            reset_sequences=False,
        )  # fmt: skip
        restore(rows)

    connection.creation.deserialize_db_from_string = restore_from_nothing
    yield
    connection.creation.deserialize_db_from_string = restore
