"""Several processes, one server: the first starts it, the last stops it.

Everybody who uses a server holds a shared lock on its ``.in-use`` file; whoever finds that nobody
else does is the last. The kernel drops a lock together with its process, so a run that was killed
leaves nothing to clean up: the next one finds its server and goes on with it.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

from config.embedded.place import Place


class Server(Protocol):
    place: Place

    @property
    def lock_path(self) -> Path: ...

    def prepare(self) -> None: ...

    def is_running(self) -> bool: ...

    def start(self) -> None: ...

    def stop(self) -> None: ...


AnyServer = TypeVar("AnyServer", bound=Server)


@contextmanager
def used(server: AnyServer) -> Iterator[AnyServer]:
    """Run ``server`` while the block lasts, unless somebody else needs it longer."""
    in_use = server.lock_path.with_suffix(".in-use")
    server.place.make_folder(server.place.folder)
    with _alone(server.lock_path):
        share = in_use.open("a")
        fcntl.flock(share, fcntl.LOCK_SH)
        try:
            server.prepare()
            if not server.is_running():
                server.start()
        except BaseException:
            share.close()
            raise
    try:
        yield server
    finally:
        with _alone(server.lock_path):
            share.close()
            if _nobody_holds(in_use):
                server.stop()


def revive(server: Server) -> None:
    """Start a server that we use and that something has killed."""
    with _alone(server.lock_path):
        if not server.is_running():
            server.start()


def is_in_use(server: Server) -> bool:
    in_use = server.lock_path.with_suffix(".in-use")
    return in_use.exists() and not _nobody_holds(in_use)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock that starting and stopping need."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _nobody_holds(path: Path) -> bool:
    with path.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
