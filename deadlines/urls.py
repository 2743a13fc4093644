from datetime import date

from django.urls import URLPattern, path, register_converter

from deadlines.views import calendar, reminders, rules


class DayConverter:
    """A calendar day in an address: 2026-10-10."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

app_name = "deadlines"
urlpatterns: list[URLPattern] = [
    path("calendar/", calendar.current, name="calendar"),
    path("calendar/<int:year>/", calendar.year, name="calendar_year"),
    path("calendar/<int:year>/confirm/", calendar.confirm, name="confirm_year"),
    path("calendar/<day:day>/", calendar.day, name="calendar_day"),
    path("calendar/import/", calendar.import_list, name="import_year"),
    path("calendar/import/confirm/", calendar.import_confirm, name="import_confirm"),
    path("calendar/import/marked/", calendar.import_marked, name="import_marked"),
    path("calendar/import/template/", calendar.import_template, name="import_template"),
    path("rules/", rules.rule_list, name="rules"),
    path("rules/<int:pk>/revise/", rules.revise, name="revise_rule"),
    path("rules/<str:code>/", rules.rule, name="rule"),
    path("steps/", reminders.rungs, name="rungs"),
    path("steps/add/", reminders.add_rung, name="add_rung"),
    path("steps/<int:pk>/", reminders.edit_rung, name="rung"),
    path("reminders/", reminders.reminder_list, name="reminders"),
]
