"""Ask for each page several times as a browser would, and print what it took.

The clock is the middle one of nine. The work is the time that the site and its database session
spent on a processor, the least of nine: on a machine that does nothing else both are nearly the
same; on a busy one the clock also counts the waiting, and the work is what can be compared.
"""

import json
import logging
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django
from django.conf import settings

django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import User  # noqa: E402
from bench.pages import Page, pages  # noqa: E402

TIMES = 9
PROMISE = 100  # milliseconds
RESULTS = Path(settings.BASE_DIR) / "var"


@dataclass
class Cost:
    """What one request took."""

    clock: float
    work: float
    database: float
    queries: int


def measure(issues: int) -> None:
    """Print the table, and keep it for the ratio to another size."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    logging.disable(logging.WARNING)
    earlier = _smaller(issues)
    costs = {}
    print(f"\n{issues:,} issues, asked {TIMES} times each; milliseconds\n")
    print(f"{'page':36} {'clock':>8} {'work':>8} {'in SQL':>8} {'queries':>8} {'ratio':>6}")
    for page in pages():
        cost = costs[page.name] = _median(page)
        print(_line(page.name, cost, earlier.get(page.name)), flush=True)
    kept = {name: asdict(cost) for name, cost in costs.items()}
    _result(issues).write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")


def _line(name: str, cost: Cost, before: dict[str, float] | None) -> str:
    ratio = f"{cost.work / before['work']:6.1f}" if before else f"{'':6}"
    mark = "  over" if cost.work > PROMISE else ""
    times = f"{cost.clock:8.1f} {cost.work:8.1f} {cost.database:8.1f}"
    return f"{name:36} {times} {cost.queries:8} {ratio}{mark}"


def _median(page: Page) -> Cost:
    client = Client()
    client.force_login(User.objects.get(username=page.person), settings.AUTHENTICATION_BACKENDS[1])
    times = 1 if page.sent else TIMES
    costs = [_once(client, page) for _each in range(times + 1)][1:]
    return Cost(
        clock=statistics.median(cost.clock for cost in costs),
        work=min(cost.work for cost in costs),
        database=min(cost.database for cost in costs),
        queries=costs[-1].queries,
    )


def _once(client: Client, page: Page) -> Cost:
    connection.ensure_connection()
    session = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    counted = Counter()
    with connection.execute_wrapper(counted):
        start = time.perf_counter(), time.process_time(), _worked(session)
        answer = (
            client.get(page.address) if page.sent is None else client.post(page.address, page.sent)
        )
        content = b"".join(answer) if answer.streaming else answer.content
        end = time.perf_counter(), time.process_time(), _worked(session)
    if answer.status_code != 200 or not content:
        raise SystemExit(f"{page.name} answered {answer.status_code}: {page.address}")
    clock, site, database = (
        (after - before) * 1000 for before, after in zip(start, end, strict=True)
    )
    return Cost(clock, site + database, database, counted.queries)


def _worked(process: Path) -> float:
    """Seconds that a process has spent on a processor."""
    return int(process.read_text(encoding="ascii").split()[0]) / 1e9


class Counter:
    """Counts the queries of a request."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


def _result(issues: int) -> Path:
    return RESULTS / f"bench-{issues}.json"


def _smaller(issues: int) -> dict[str, dict[str, float]]:
    """The figures of the largest smaller size measured here."""
    sizes = sorted(int(path.stem.removeprefix("bench-")) for path in RESULTS.glob("bench-*.json"))
    below = [size for size in sizes if size < issues]
    if not below:
        return {}
    found: dict[str, dict[str, float]] = json.loads(_result(below[-1]).read_text(encoding="utf-8"))
    return found
