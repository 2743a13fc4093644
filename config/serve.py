"""The site's processes.

``python -m config.serve`` runs the whole site in one terminal: the servers it needs, the
preparation, then web, worker and beat. ``python -m config.serve web`` (or ``worker``, ``beat``)
becomes that one process, as a container runs it: both ways run the same commands.
"""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Coroutine
from typing import Any, NoReturn

from config import embedded
from config.children import ChildError, keep_running, run_step

HOST = os.environ.get("HOST", "127.0.0.1")
PORT = int(os.environ.get("PORT", "8000"))
PROCESSES = {
    "web": [
        "gunicorn", "config.wsgi:application", "--bind", f"{HOST}:{PORT}",
        "--worker-class", "gthread", "--workers", os.environ.get("WEB_CONCURRENCY", "2"),
        "--threads", "8", "--max-requests", "5000", "--max-requests-jitter", "500",
        "--no-control-socket",
    ],
    "worker": [
        "celery", "--quiet", "-A", "config.celery:app", "worker", "--loglevel", "WARNING",
        "--concurrency", os.environ.get("WORKER_CONCURRENCY", "2"),
    ],
    "beat": [
        "celery", "--quiet", "-A", "config.celery:app", "beat", "--loglevel", "WARNING",
        "--pidfile", "", "--scheduler", "django_celery_beat.schedulers:DatabaseScheduler",
    ],
}  # fmt: skip
SECONDS_BETWEEN_LOOKS = 2


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if len(sys.argv) > 1:
        become(sys.argv[1])
    try:
        _refuse_busy_port()
        asyncio.run(serve_everything())
    except asyncio.CancelledError:
        print("\nStopped. The data is kept; make demo goes on with it.")
    except (embedded.EmbeddedServerError, ChildError) as refusal:
        sys.exit(f"\n{refusal}")


def become(name: str) -> NoReturn:
    if name not in PROCESSES:
        sys.exit(f"There is no process {name}, only {', '.join(PROCESSES)}.")
    os.execv(sys.executable, [sys.executable, "-m", *PROCESSES[name]])


async def serve_everything() -> None:
    _stop_on_signals()
    os.environ.setdefault("ALLOWED_HOSTS", _host_names())
    # Root has been told once, in the documentation; here it would only hide what is new.
    os.environ["PYTHONWARNINGS"] = "ignore:You're running the worker with superuser privileges"
    with embedded.provided() as servers:
        # In a process of its own: whoever has read a catalogue before does not see it change.
        await run_step("setup", "manage", "compile_catalogues")
        await run_step("setup", "manage", "migrate", "--no-input", "--verbosity", "1")
        # Only migrations act as the owner of the tables; who serves is not to know how.
        embedded.forget_owner()
        await run_step("setup", "config.preparation")
        await _run_together(
            _revive(servers),
            _welcome(),
            *(keep_running(name, *command) for name, command in PROCESSES.items()),
        )


def _stop_on_signals() -> None:
    """One signal stops everything; more of them do not disturb the stopping."""
    serving = asyncio.current_task()
    loop = asyncio.get_running_loop()
    caught = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def stop() -> None:
        for number in caught:
            loop.add_signal_handler(number, lambda: None)
        serving.cancel()

    for number in caught:
        loop.add_signal_handler(number, stop)


def _refuse_busy_port() -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, PORT))
        except OSError as refusal:
            sys.exit(
                f"Port {PORT} of {HOST} cannot be had ({refusal.strerror}), perhaps because a demo "
                f"still runs: stop it, or choose another port: PORT={PORT + 1} make demo"
            )


def _host_names() -> str:
    """Whoever opens the site to other machines on purpose may call it by any of its names."""
    return "localhost,127.0.0.1" if HOST == "127.0.0.1" else "*"


async def _run_together(*works: Coroutine[Any, Any, None]) -> None:
    """Until one of them fails or we are told to stop; then all are stopped."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        # Once only: a second cancelling would reach those who are waiting for their child to end.
        for task in tasks:
            task.cancel()
        ends = await asyncio.gather(*tasks, return_exceptions=True)
    for end in ends:
        if isinstance(end, Exception):
            raise end


async def _revive(servers: list[embedded.Server]) -> None:
    """Start a server again that something has killed.

    Without threads on purpose: nothing may start a server while we are stopping it.
    """
    while True:
        await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
        for server in servers:
            if not server.is_running():
                print(f"{type(server).__name__} is gone; starting it again", flush=True)
                try:
                    embedded.revive(server)
                except embedded.EmbeddedServerError as refusal:
                    print(refusal, flush=True)


async def _welcome() -> None:
    """Say where the site is, once it answers."""
    while not await _answers():
        await asyncio.sleep(0.2)
    print(f"\nThe site is at http://{HOST}:{PORT}/ and Ctrl-C stops it.\n", flush=True)
    with contextlib.suppress(ChildError):  # its lines say why; the site runs all the same
        await run_step("log-in", "manage", "show_logins")


async def _answers() -> bool:
    try:
        reader, writer = await asyncio.open_connection(HOST, PORT)
        writer.write(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
        answer = await reader.read(4)
        writer.close()
    except OSError:
        return False
    return answer == b"HTTP"


if __name__ == "__main__":
    main()
