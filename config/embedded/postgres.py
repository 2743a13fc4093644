import contextlib
import os
import shlex
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

from config.embedded import account
from config.embedded.place import BASE_DIR, EmbeddedServerError, Place
from config.embedded.programs import MAJOR, installed

DATABASE = "inspections"
ROLES = BASE_DIR / "deploy" / "roles.sql"
SECONDS_TO_DIE = 10
# Test data is thrown away: to wait for the disk would only make tests slow.
CARELESS = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}

# A refused statement holds what somebody typed; the log says only that one was refused.
SILENT = {"log_min_error_statement": "panic", "log_error_verbosity": "terse"}


class Postgres:
    """The database, behind a socket that only its owner can reach."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.by_account = os.geteuid() == 0
        self.home = account.home(place) if self.by_account else place.folder
        self.programs = account.PROGRAMS if self.by_account else installed()
        self.folder = self.home / "postgres"
        self.log = self.home / "postgres.log"

    @property
    def lock_path(self) -> Path:
        return self.place.folder / "postgres.lock"

    @property
    def sockets(self) -> Path:
        """In root's case the short folder is the account's own."""
        return self.home if self.by_account else self.place.socket_folder(self.home)

    def url(self, role: str) -> str:
        return f"postgres://{role}@/{self.sockets}/{DATABASE}"

    def prepare(self) -> None:
        if self.by_account:
            account.prepare(self.place)

    def is_running(self) -> bool:
        """Whether it answers, be it only that it is still recovering."""
        return self._run("pg_isready", "-q", "-h", self.sockets, check=False).returncode in {0, 1}

    def start(self) -> None:
        self._make_cluster()
        self._forget_dead_server()
        settings = (
            SILENT
            | {
                "listen_addresses": "",
                "unix_socket_directories": str(self.sockets),
                "unix_socket_permissions": "0700",
            }
            | (CARELESS if self.place.is_disposable else {})
        )
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
        started = self._control("start", "-t", 60, "-l", self.log, "-o", options)
        if started.returncode != 0:
            raise EmbeddedServerError(
                f"PostgreSQL did not start; its last words are in {self.log}."
            )
        self._make_roles()

    def stop(self) -> None:
        """End the sessions and stop; a server that hangs is stopped the hard way."""
        if self._control("stop", "-m", "fast").returncode != 0 and self.is_running():
            self._control("stop", "-m", "immediate")

    def _make_cluster(self) -> None:
        """Made aside and moved in when complete, so that no half-made one is ever started."""
        if self.folder.exists():
            self._refuse_other_version()
            return
        unfinished = self.home / "postgres.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        # The builtin provider sorts the same on every machine, whatever locales it has.
        self._run(
            "initdb", "-D", unfinished, "-U", "postgres", "--auth=trust", "--encoding=UTF8",
            "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8",
        )  # fmt: skip
        unfinished.rename(self.folder)

    def _refuse_other_version(self) -> None:
        version = (self.folder / "PG_VERSION").read_text(encoding="ascii").strip()
        if version != MAJOR:
            raise EmbeddedServerError(
                f"{self.folder} was written by PostgreSQL {version} and this is {MAJOR}: "
                "dump it with the earlier release, or remove it."
            )

    def _forget_dead_server(self) -> None:
        """Remove the locks of a killed server, once its last process is gone.

        PostgreSQL sees through a number that nobody has; but another process may have got it since,
        or the dead one still stand in the table of a machine that is slow to collect its dead.
        """
        end = time.monotonic() + SECONDS_TO_DIE
        while self._is_inhabited():
            if time.monotonic() > end:
                return
            time.sleep(0.1)
        for lock in (self.folder / "postmaster.pid", self.sockets / ".s.PGSQL.5432.lock"):
            lock.unlink(missing_ok=True)

    def _is_inhabited(self) -> bool:
        """Whether any process works in the data folder, as all of PostgreSQL's do."""
        for process in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if (process / "cwd").readlink() == self.folder:
                    return True
        return False

    def _make_roles(self) -> None:
        self._run(
            "psql", "-X", "-q", "-h", self.sockets, "-U", "postgres", "-d", "postgres",
            text=ROLES.read_text(encoding="utf-8"),
        )  # fmt: skip

    def _control(self, deed: str, *arguments: Any) -> subprocess.CompletedProcess[str]:
        return self._run("pg_ctl", deed, "-w", "-s", "-D", self.folder, *arguments, check=False)

    def _run(
        self, program: str, *arguments: Any, check: bool = True, text: str | None = None
    ) -> subprocess.CompletedProcess[str]:
        identity: Any = account.identity() if self.by_account else {}
        done = subprocess.run(
            [str(part) for part in (self.programs / program, *arguments)],
            cwd=self.home,
            # A locale that the machine lacks would keep the server from starting.
            env={"PATH": os.defpath, "LC_ALL": "C"},
            input=text,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
            **identity,
        )
        if check and done.returncode != 0:
            raise EmbeddedServerError(f"{program} failed: {done.stderr.strip()}")
        return done
