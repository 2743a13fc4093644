from datetime import date, datetime

import pytest

from deadlines import dates, subjects
from deadlines.dates import SHANGHAI


@pytest.fixture
def on_day(monkeypatch):
    """Set the calendar: ``on_day(2026, 11, 22)`` makes that day today."""

    def become(year: int, month: int, day: int) -> date:
        moment = datetime(year, month, day, 9, 0, tzinfo=SHANGHAI)
        monkeypatch.setattr(dates.timezone, "now", lambda: moment)
        return moment.date()

    return become


@pytest.fixture(autouse=True)
def registry(monkeypatch):
    """Kinds of these tests alone; what the apps registered comes back afterwards."""
    monkeypatch.setattr(subjects, "_subjects", {})
    subjects.register("test.item", recipients=lambda clock, audience: (), label="事项")
    return subjects
