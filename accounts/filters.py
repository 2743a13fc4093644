import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import deeds
from accounts.models import Duty, Job, JournalEntry, Notice, Organization, User
from accounts.models.job import JobState
from accounts.models.organization import Level, OrganizationKind
from accounts.roles import Role


class NoticeFilter(django_filters.FilterSet):
    unread = django_filters.BooleanFilter(
        field_name="read_at", lookup_expr="isnull", label=_("Unread")
    )

    class Meta:
        model = Notice
        fields: list[str] = []


class OrganizationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="named", label=_("Name, code or initials"))
    kind = django_filters.ChoiceFilter(choices=OrganizationKind.choices, label=_("Kind"))
    level = django_filters.ChoiceFilter(choices=Level.choices, label=_("Level"))

    class Meta:
        model = Organization
        fields: list[str] = []

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(
            Q(name__icontains=value) | Q(code__icontains=value) | Q(initials__startswith=value)
        )


class PersonFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="named", label=_("Name or initials"))
    is_active = django_filters.BooleanFilter(label=_("May sign in"))

    class Meta:
        model = User
        fields: list[str] = []

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(
            Q(full_name__icontains=value)
            | Q(username__icontains=value)
            | Q(initials__startswith=value)
        )


class DutyFilter(django_filters.FilterSet):
    person = django_filters.CharFilter(
        field_name="person__full_name", lookup_expr="icontains", label=_("Person")
    )
    role = django_filters.ChoiceFilter(choices=Role.choices, label=_("Role"))
    ended = django_filters.BooleanFilter(method="over", label=_("Ended"))

    class Meta:
        model = Duty
        fields: list[str] = []

    def over(self, rows: QuerySet, name: str, value: bool) -> QuerySet:
        standing = Duty.objects.current() | Duty.objects.waiting()
        keys = standing.values("pk")
        return rows.exclude(pk__in=keys) if value else rows.filter(pk__in=keys)


class JournalFilter(django_filters.FilterSet):
    actor = django_filters.CharFilter(
        field_name="actor__full_name", lookup_expr="icontains", label=_("Person")
    )
    verb = django_filters.CharFilter(method="named", label=_("Deed"))
    day = django_filters.DateFilter(field_name="at", lookup_expr="date", label=_("Day"))

    class Meta:
        model = JournalEntry
        fields: list[str] = []

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(verb__in=deeds.reading(value))


class JobFilter(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(choices=JobState.choices, label=_("State"))

    class Meta:
        model = Job
        fields: list[str] = []
