import asyncio
import contextlib
import ctypes
import itertools
import os
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections import deque
from typing import cast

SECONDS_TO_STOP = 15
LONGEST_LINE = 2**20
# A process that ends this often within a minute will not be helped by another start.
TOO_OFTEN = 5
COLOURS = itertools.cycle(("36", "33", "35", "32", "34"))
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


class ChildError(Exception):
    """A step that failed, or a process that will not stay; the text says which."""


class Child:
    """A process that ends with us, even if we are killed; its lines bear its name."""

    def __init__(self, name: str, process: Process) -> None:
        self.process = process
        self.head = f"{name:<6} |"
        if sys.stdout.isatty():
            self.head = f"\033[{next(COLOURS)}m{self.head}\033[0m"
        self.repeating = asyncio.create_task(self._repeat_lines())

    @classmethod
    async def start(cls, name: str, *module_and_arguments: str) -> "Child":
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            *module_and_arguments,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            env=os.environ | {"PYTHONUNBUFFERED": "1"},
            limit=LONGEST_LINE,
            # Ctrl-C reaches everybody in the terminal's group; they are to hear of it from us.
            start_new_session=True,
            preexec_fn=_end_with_parent,
        )
        return cls(name, process)

    async def end(self) -> int:
        """Its exit code, once it has one.

        ``Process.wait`` would wait for its children as well, who hold the other end of the pipe.
        """
        while self.process.returncode is None:
            await asyncio.sleep(0.05)
        return self.process.returncode

    async def stop(self) -> None:
        """Ask it to end, wait, and kill what is left of it, its own children included."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.end(), SECONDS_TO_STOP)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await asyncio.wait([self.repeating], timeout=1)

    async def _repeat_lines(self) -> None:
        async for line in cast(asyncio.StreamReader, self.process.stdout):
            print(f"{self.head} {line.decode(errors='replace').rstrip()}", flush=True)


def _end_with_parent() -> None:
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


async def run_step(name: str, *module_and_arguments: str) -> None:
    """Run a command to its end, which must be a good one."""
    child = await Child.start(name, *module_and_arguments)
    try:
        code = await child.end()
    finally:
        await child.stop()
    if code != 0:
        raise ChildError(f"{' '.join(module_and_arguments)} failed; see the lines above.")


async def keep_running(name: str, *module_and_arguments: str) -> None:
    """Run a process, and start it again when it ends; give up when that does not help."""
    ends: deque[float] = deque(maxlen=TOO_OFTEN)
    while True:
        child = await Child.start(name, *module_and_arguments)
        try:
            code = await child.end()
        finally:
            await child.stop()
        ends.append(time.monotonic())
        if len(ends) == TOO_OFTEN and ends[-1] - ends[0] < 60:
            raise ChildError(
                f"{name} ended {TOO_OFTEN} times within a minute; see the lines above."
            )
        print(f"{child.head} ended with {code}; starting it again", flush=True)
        await asyncio.sleep(1)
