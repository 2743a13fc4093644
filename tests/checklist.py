"""Which row of the acceptance list is proven by which test.

As a pytest plugin it notes, for every test marked with ``row``, how the test ended. Run as a
program it writes that into ``docs/checklist.md`` and prints the table.
"""

import json
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "var" / "checklist"
TABLE = ROOT / "docs" / "checklist.md"
ROW = re.compile(r"\| ((?:YN|LZ|TC|SD|HLJ)-\d+) \| (.*) \| (\S.*?) \| .* \| .* \|$")


class Recorder:
    """Collects, per test, its rows and its outcome; each worker process writes its own file."""

    def __init__(self) -> None:
        self.rows: dict[str, list[str]] = {}
        self.outcomes: dict[str, str] = {}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for item in items:
            marked = [row for mark in item.iter_markers("row") for row in mark.args]
            if marked:
                self.rows[item.nodeid] = marked

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.nodeid in self.rows and (report.when == "call" or report.failed):
            self.outcomes[report.nodeid] = "passed" if report.passed else "failed"

    def pytest_sessionfinish(self) -> None:
        if not self.outcomes:
            return
        RESULTS.mkdir(parents=True, exist_ok=True)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        found = {test: [self.rows[test], outcome] for test, outcome in self.outcomes.items()}
        (RESULTS / f"{worker}.json").write_text(json.dumps(found, indent=1), encoding="utf-8")


def results() -> dict[str, dict[str, set[str]]]:
    """Row → test → outcomes of its cases, from the last run."""
    rows: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in sorted(RESULTS.glob("*.json")):
        for test, (marked, outcome) in json.loads(file.read_text(encoding="utf-8")).items():
            for row in marked:
                rows[row][test.partition("[")[0]].add(outcome)
    return rows


def rewrite(text: str, rows: dict[str, dict[str, set[str]]]) -> str:
    """The table with what the last run proved."""
    return "\n".join(_line(line, rows) for line in text.splitlines()) + "\n"


def _line(line: str, rows: dict[str, dict[str, set[str]]]) -> str:
    match = ROW.match(line)
    if not match:
        return line
    row, feature, priority = match.groups()
    tests = rows.get(row, {})
    if not tests:
        return f"| {row} | {feature} | {priority} | – | not proven |"
    outcome = "failed" if any("failed" in ended for ended in tests.values()) else "passed"
    names = "<br>".join(f"`{test.replace('tests/', '')}`" for test in sorted(tests))
    return f"| {row} | {feature} | {priority} | {names} | {outcome} |"


def main() -> None:
    text = rewrite(TABLE.read_text(encoding="utf-8"), results())
    TABLE.write_text(text, encoding="utf-8")
    print(text)  # noqa: T201 - printing is what the command is for


if __name__ == "__main__":
    main()
