import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded.place import Place
from config.embedded.postgres import Postgres
from config.embedded.sharing import used
from config.embedded.valkey import Valkey


def trial(base: Path) -> Iterator[Place]:
    place = Place("trial", base=base)
    yield place
    for server in (Postgres(place), Valkey(place)):
        with used(server):  # to leave it stops what a test has left running
            pass
    shutil.rmtree(Postgres(place).home)


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Iterator[Place]:
    """A place of its own, so that nobody's demo is touched."""
    yield from trial(tmp_path_factory.mktemp("place"))


@pytest.fixture
def untouched_place(tmp_path) -> Iterator[Place]:
    yield from trial(tmp_path)


@pytest.fixture
def postgres(place) -> Postgres:
    return Postgres(place)


@pytest.fixture
def valkey(place) -> Valkey:
    return Valkey(place)


@pytest.fixture
def site() -> Path:
    return Path(__file__).parents[2]


@pytest.fixture
def say(site):
    """Run a command of the project, and give what it printed and its exit code."""

    def run(*command: str, **environment: str) -> tuple[str, int]:
        done = subprocess.run(
            command,
            cwd=site,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        return done.stdout, done.returncode

    return run
