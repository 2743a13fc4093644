import asyncio
import contextlib
import ctypes
import itertools
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from dataclasses import dataclass, field
from typing import cast

SECONDS_TO_STOP = 15
LONGEST_LINE = 2**20
COLOURS = itertools.cycle(("36", "33", "35", "32", "34"))
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1


class ChildError(Exception):
    """A step that failed, or a process that ended when it should not; the text says which."""


@dataclass(eq=False)
class Child:
    """A process that ends with us, even if we are killed; its lines bear its name."""

    name: str
    process: Process
    output: asyncio.StreamReader
    colour: str = field(default_factory=lambda: next(COLOURS))

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
        return cls(name, process, cast(asyncio.StreamReader, process.stdout))

    async def run(self) -> int:
        """Repeat what it prints until it ends; its exit code."""
        async for line in self.output:
            print(f"{self._head()} {line.decode(errors='replace').rstrip()}", flush=True)
        return await self.process.wait()

    async def stop(self) -> None:
        """Ask it to end, wait, and kill what is left of it, its own children included."""
        with contextlib.suppress(ProcessLookupError):
            self.process.terminate()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.process.wait(), SECONDS_TO_STOP)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)

    def _head(self) -> str:
        head = f"{self.name:<6} |"
        return f"\033[{self.colour}m{head}\033[0m" if sys.stdout.isatty() else head


def _end_with_parent() -> None:
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


async def run_step(name: str, *module_and_arguments: str) -> None:
    """Run a command to its end, which must be a good one."""
    child = await Child.start(name, *module_and_arguments)
    try:
        code = await child.run()
    finally:
        await child.stop()
    if code != 0:
        raise ChildError(f"{' '.join(module_and_arguments)} failed; see the lines above.")


async def run_together(commands: dict[str, list[str]]) -> None:
    """Run all until one ends, which none should; then stop the others."""
    children: list[Child] = []
    runs: dict[asyncio.Task[int], str] = {}
    try:
        for name, command in commands.items():
            children.append(await Child.start(name, *command))
            runs[asyncio.create_task(children[-1].run())] = name
        done, _ = await asyncio.wait(runs, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await asyncio.gather(*(child.stop() for child in children))
        await asyncio.wait(runs, timeout=1)  # their last words
    names = " and ".join(sorted(runs[run] for run in done))
    raise ChildError(f"Stopped everything, because {names} ended; see the lines above.")
