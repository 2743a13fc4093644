"""The site's processes.

``python -m config.serve`` runs the whole site in one terminal: the servers it needs, the
preparation, then web, worker and beat. ``python -m config.serve web`` (or ``worker``, ``beat``)
becomes that one process, as a container runs it: both ways run the same commands.
"""

import asyncio
import os
import signal
import socket
import sys

from config import embedded
from config.children import ChildError, run_step, run_together

HOST = os.environ.get("HOST", "127.0.0.1")
PORT = os.environ.get("PORT", "8000")
PROCESSES = {
    "web": [
        "gunicorn", "config.wsgi:application", "--bind", f"{HOST}:{PORT}",
        "--worker-class", "gthread", "--workers", os.environ.get("WEB_CONCURRENCY", "2"),
        "--threads", "8", "--max-requests", "5000", "--max-requests-jitter", "500",
        "--no-control-socket",
    ],
    "worker": [
        "celery", "-A", "config.celery:app", "worker", "--loglevel", "WARNING",
        "--concurrency", os.environ.get("WORKER_CONCURRENCY", "2"),
    ],
    "beat": [
        "celery", "-A", "config.celery:app", "beat", "--loglevel", "WARNING", "--pidfile", "",
        "--scheduler", "django_celery_beat.schedulers:DatabaseScheduler",
    ],
}  # fmt: skip


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if len(sys.argv) > 1:
        os.execv(sys.executable, [sys.executable, "-m", *PROCESSES[sys.argv[1]]])
    try:
        _refuse_busy_port()
        asyncio.run(_serve_everything())
    except asyncio.CancelledError:
        print("\nStopped. The data is kept; make demo goes on with it.")
    except (embedded.EmbeddedServerError, ChildError) as refusal:
        sys.exit(f"\n{refusal}")


async def _serve_everything() -> None:
    _stop_on_signals()
    os.environ.setdefault("ALLOWED_HOSTS", _host_names())
    with embedded.provided():
        await run_step("setup", "manage", "migrate", "--no-input", "--verbosity", "1")
        await run_step("setup", "config.preparation")
        welcome = asyncio.create_task(_welcome())
        try:
            await run_together(PROCESSES)
        finally:
            welcome.cancel()


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
            probe.bind((HOST, int(PORT)))
        except OSError:
            sys.exit(
                f"Port {PORT} is taken, perhaps by a demo that still runs: "
                f"stop it, or choose another port: PORT={int(PORT) + 1} make demo"
            )


def _host_names() -> str:
    """Whoever opens the site to other machines on purpose may call it by any of its names."""
    return "localhost,127.0.0.1" if HOST == "127.0.0.1" else "*"


async def _welcome() -> None:
    """Say where the site is, once it answers."""
    while not await _answers():
        await asyncio.sleep(0.2)
    print(f"\nThe site is at http://{HOST}:{PORT}/ and Ctrl-C stops it.\n", flush=True)
    await run_step("log-ins", "manage", "show_logins")


async def _answers() -> bool:
    try:
        reader, writer = await asyncio.open_connection(HOST, int(PORT))
        writer.write(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
        answer = await reader.read(4)
        writer.close()
    except OSError:
        return False
    return answer == b"HTTP"


if __name__ == "__main__":
    main()
