"""The servers the tests run on, started before Django reads its settings.

The tests have servers of their own, so that they disturb no demo that is running, and take no
address from the shell, so that they never write into a real database by accident. To use another
server on purpose, name it in ``TEST_DATABASE_URL`` (a role that may create databases) or
``TEST_REDIS_URL``.
"""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from config import embedded

FROM_THE_SHELL = (
    "ALLOWED_HOSTS", "DATABASE_OWNER_URL", "DATABASE_URL", "PROXY_COUNT", "REDIS_URL", "SECRET_KEY",
    "SECURE_TLS",
)  # fmt: skip
STARTED = "TEST_SERVERS_STARTED"

until_the_end = ExitStack()


@contextmanager
def started() -> Iterator[None]:
    for name in FROM_THE_SHELL:
        os.environ.pop(name, None)
        os.environ.pop(f"{name}_FILE", None)
    os.environ["DEBUG"] = "true"
    for name in ("DATABASE_URL", "REDIS_URL"):
        if address := os.environ.get(f"TEST_{name}"):
            os.environ[name] = address
    with embedded.provided("test"):
        # The owner, because a test run creates its database.
        embedded.act_as_owner()
        os.environ[STARTED] = "true"  # for the processes that this one starts
        yield


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    if STARTED not in os.environ:
        try:
            until_the_end.enter_context(started())
        except embedded.EmbeddedServerError as refusal:
            raise pytest.UsageError(str(refusal)) from refusal
    return (yield)


def pytest_unconfigure() -> None:
    until_the_end.close()
