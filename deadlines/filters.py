import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from deadlines import dates
from deadlines.dates import Unit
from deadlines.models import DeadlineRule, Reminder


class RuleFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="worded", label=_("Name, base event or basis"))
    unit = django_filters.ChoiceFilter(choices=Unit.choices, label=_("Unit"))
    confirmed = django_filters.BooleanFilter(label=_("Confirmed"))

    class Meta:
        model = DeadlineRule
        fields: list[str] = []

    def worded(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(
            Q(name__icontains=value) | Q(base_event__icontains=value) | Q(basis__icontains=value)
        )


class ReminderFilter(django_filters.FilterSet):
    late = django_filters.BooleanFilter(method="passed", label=_("Overdue"))

    class Meta:
        model = Reminder
        fields: list[str] = []

    def passed(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        today = dates.today()
        return rows.filter(due_on__lt=today) if value else rows.filter(due_on__gte=today)
