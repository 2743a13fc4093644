"""The condition that an assignment's page sets and nobody types."""

import django_filters
from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _


def within_assignment(field_name: str = "assignment") -> django_filters.NumberFilter:
    """Rows of one assignment, named in the address."""
    return django_filters.NumberFilter(
        label=_("Assignment"), field_name=field_name, widget=HiddenInput
    )
