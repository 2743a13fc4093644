"""The condition that an assignment's page sets and nobody types."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.pickers import RowFilter
from inspections.models import Assignment


def assignments(request: Any) -> QuerySet[Assignment]:
    return Assignment.objects.visible_to(request.user).select_related("team", "organization")


def within_assignment(field_name: str = "assignment") -> RowFilter:
    """Rows of one assignment, named in the address."""
    return RowFilter(label=_("Assignment"), field_name=field_name, rows=assignments)
