import django_filters
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from documents import kinds
from documents.models import IssuedDocument


class DocumentFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="named", label=_("Title or number"))
    kind = django_filters.ChoiceFilter(
        choices=lambda: [(kind.code, kind.title) for kind in kinds.all_kinds()], label=_("Kind")
    )
    issued_at = django_filters.DateFromToRangeFilter(label=_("Issued on"))

    class Meta:
        model = IssuedDocument
        fields: list[str] = []

    def named(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(Q(title__icontains=value) | Q(number__icontains=value))
