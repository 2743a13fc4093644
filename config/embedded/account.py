"""Root's PostgreSQL, which refuses to run as root, runs as an account of its own.

Its data and a copy of its programs lie in a folder that everybody may pass through anyway, so that
no permission of root's own folders has to be opened.
"""

import functools
import importlib.metadata
import os
import pwd
import shutil
import subprocess
from pathlib import Path
from typing import TypedDict

from config.embedded.place import EmbeddedServerError, Place
from config.embedded.programs import MAJOR, PACKAGE, package_folder

NAME = "inspection-db"
FOLDER = Path("/var/lib/inspection-rounds")
COPY = FOLDER / f"{PACKAGE}-{importlib.metadata.version(PACKAGE)}"
PROGRAMS = COPY / PACKAGE / f"pginstall{MAJOR}" / "bin"


class Identity(TypedDict):
    user: int
    group: int
    extra_groups: list[int]


def home(place: Place) -> Path:
    return FOLDER / place.mark


@functools.cache
def identity() -> Identity:
    """How ``subprocess`` is told to run a program as the account."""
    entry = pwd.getpwnam(NAME)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def prepare(place: Place) -> None:
    """Make the account, the copy of the programs, and the folder for the data."""
    _make_account()
    FOLDER.mkdir(mode=0o755, exist_ok=True)
    _copy_programs()
    _make_home(place)


def _make_account() -> None:
    try:
        pwd.getpwnam(NAME)
    except KeyError:
        try:
            subprocess.run(
                ["useradd", "--system", "--no-create-home", "--home-dir", FOLDER, "--shell",
                 "/usr/sbin/nologin", NAME],
                check=True, capture_output=True,
            )  # fmt: skip
        except (OSError, subprocess.CalledProcessError) as refusal:
            raise EmbeddedServerError(
                f"PostgreSQL cannot run as root, and the account {NAME} could not be made: "
                "run this as an ordinary user, or make the account with useradd --system."
            ) from refusal


def _copy_programs() -> None:
    if COPY.exists():
        return
    package = package_folder()
    unfinished = COPY.with_name(f"{COPY.name}.{os.getpid()}")
    version = f"pginstall{MAJOR}"
    for part in ("bin", "lib", "share"):
        shutil.copytree(
            package / version / part, unfinished / PACKAGE / version / part, symlinks=True
        )
    shutil.copytree(package.with_suffix(".libs"), unfinished / f"{PACKAGE}.libs")
    # A private umask must not hide the programs from the account.
    subprocess.run(["chmod", "-R", "a+rX", unfinished], check=True)
    try:
        unfinished.rename(COPY)
    except OSError:  # another checkout was quicker
        shutil.rmtree(unfinished)


def _make_home(place: Place) -> None:
    """Data whose checkout has forgotten it is removed: deleting ``var/`` forgets, as for a user."""
    folder = home(place)
    remembered = place.folder / "postgres-lies-in"
    if not remembered.exists() and folder.exists():
        subprocess.run(
            [PROGRAMS / "pg_ctl", "stop", "-w", "-s", "-m", "immediate", "-D", folder / "postgres"],
            cwd=folder, check=False, capture_output=True, **identity(),
        )  # fmt: skip
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700, exist_ok=True)
    os.chown(folder, identity()["user"], identity()["group"])
    remembered.write_text(f"{folder}\n", encoding="utf-8")
