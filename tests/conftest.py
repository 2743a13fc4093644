"""Tests are stricter than production: no inline code in pages, no writes behind a GET's back."""

import re

import pytest
from django.db import connection
from django.test import Client

from tests.checklist import Recorder
from tests.chromium import chromium  # noqa: F401 - a fixture for every folder
from tests.world import World, build_world

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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let tests with real commits empty the journal between them; its own test turns this back.

    Gives what the migrations brought, where a test of the run asks to have that back.
    """
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_journalentry DISABLE TRIGGER journal_not_emptied")
    return getattr(connection, "_test_serialized_contents", "")


@pytest.fixture(autouse=True)
def _quick(settings, tmp_path):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MEDIA_ROOT = tmp_path
    settings.LEAD_KEY_FILE = str(tmp_path / "keys" / "leads.json")
    settings.LEAD_FILES = str(tmp_path / "lead_files")
    settings.AXES_ENABLED = False
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Recorder(), "checklist")
