from deadlines.models.calendar import CalendarSource, CalendarYear, Workday
from deadlines.models.clock import Clock, Decision, Extension, Pause
from deadlines.models.rule import DeadlineRule
from deadlines.models.rung import Audience, Reminder, Rung

__all__ = [
    "Audience",
    "CalendarSource",
    "CalendarYear",
    "Clock",
    "DeadlineRule",
    "Decision",
    "Extension",
    "Pause",
    "Reminder",
    "Rung",
    "Workday",
]
