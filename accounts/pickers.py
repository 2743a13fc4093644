"""Choosing organisations and people: from a list while it is short, by typing a name when it is long.

What is typed is found on the server, so it works without any script; a script suggests names while
one types (static/js/choices.js). A name that several have is refused with those who have it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.urls import reverse_lazy
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from accounts import keys
from accounts.models import Organization, User

# A longer list is slow to draw and slow to read.
LONGEST_LIST = 50
SUGGESTED = 20
BETWEEN = "、"
SEVERAL = re.compile(r"[、;；\n]")
KEY_AT_THE_END = re.compile(r".*[（(]([^（()）]+)[）)]")


@dataclass(frozen=True)
class Naming:
    """What rows of a model are called, and the key that no two of them share."""

    key: str
    names: tuple[str, ...]
    shown: str
    address: str | Promise

    def label(self, row: Model) -> str:
        return f"{row}（{getattr(row, self.key)}）"

    def called(self, words: str) -> Q:
        """Rows with exactly this key or name."""
        return Q(**{self.key: words}) | self._any("exact", words)

    def like(self, words: str) -> Q:
        """Rows whose name holds the words, or whose initials or key begin so."""
        starts = Q(initials__startswith=words.lower()) | Q(**{f"{self.key}__startswith": words})
        return starts | self._any("icontains", words)

    def _any(self, lookup: str, words: str) -> Q:
        met = Q()
        for name in self.names:
            met |= Q(**{f"{name}__{lookup}": words})
        return met


NAMINGS: dict[type[Model], Naming] = {
    Organization: Naming(
        "code", ("name", "short_name"), "short_name",
        reverse_lazy("accounts:choices", args=["organizations"]),
    ),
    User: Naming(
        "username", ("full_name",), "full_name", reverse_lazy("accounts:choices", args=["people"])
    ),
}  # fmt: skip


def suggestions(rows: QuerySet, words: str) -> list[str]:
    """The labels to offer to somebody who has typed so far."""
    naming = NAMINGS[rows.model]
    found = rows.filter(naming.like(words)) if words else rows
    return [naming.label(row) for row in found.order_by(naming.shown, "pk")[:SUGGESTED]]


def find(rows: QuerySet, typed: str) -> Model:
    """The one of ``rows`` that is meant; else a sentence that helps to say which."""
    naming = NAMINGS[rows.model]
    words = typed.strip()
    key = KEY_AT_THE_END.fullmatch(words)
    if key and (row := rows.filter(**{naming.key: key[1]}).first()):
        return row
    for condition in (naming.called(words), naming.like(words)):
        found = list(rows.filter(condition).order_by(naming.shown, "pk")[: SUGGESTED + 1])
        if len(found) == 1:
            return found[0]
        if found:
            labels = BETWEEN.join(naming.label(row) for row in found[:5])
            raise ValidationError(
                _("“%(typed)s” may be one of several: %(labels)s. Give the whole name or the code.")
                % {"typed": words, "labels": labels}
            )
    raise ValidationError(_("Nothing to choose here is called “%(typed)s”.") % {"typed": words})


class Typed:
    """A choice field that becomes a box for names once its rows are many."""

    queryset: Any
    widget: forms.Widget
    required: bool
    attributes: dict[str, str] = {}

    @cached_property
    def is_long(self) -> bool:
        return len(self.queryset.order_by().values("pk")[: LONGEST_LIST + 1]) > LONGEST_LIST

    @property
    def naming(self) -> Naming:
        return NAMINGS[self.queryset.model]

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> forms.BoundField:
        if self.is_long and not isinstance(self.widget, forms.TextInput):
            attrs = {"data-search": self.naming.address, "autocomplete": "off"}
            self.widget = forms.TextInput(attrs=attrs | self.attributes)
            self.widget.is_required = self.required
        return super().get_bound_field(form, field_name)  # type: ignore[misc]


class PickField(Typed, forms.ModelChoiceField):
    """One organisation or person."""

    def prepare_value(self, value: Any) -> Any:
        if not self.is_long or not value:
            return super().prepare_value(value)
        row = value if isinstance(value, Model) else self.by_key(value)
        return self.naming.label(row) if row else value

    def to_python(self, value: Any) -> Any:
        if not self.is_long or value in self.empty_values or isinstance(value, Model):
            return super().to_python(value)
        return self.by_key(value) or find(self.queryset, value)

    def by_key(self, value: Any) -> Model | None:
        """The row of a number that we put there ourselves; what people type is never a number."""
        row: Model | None = None
        if isinstance(value, int):
            row = self.queryset.filter(pk=value).first()
        return row


class PickSeveralField(Typed, forms.ModelMultipleChoiceField):
    """Several organisations or people; typed, their names stand one after the other."""

    attributes = {"data-several": BETWEEN}

    def prepare_value(self, value: Any) -> Any:
        if not self.is_long or not value or isinstance(value, str):
            return super().prepare_value(value)
        rows = self.queryset.filter(pk__in=[getattr(row, "pk", row) for row in value])
        return BETWEEN.join(self.naming.label(row) for row in rows)

    def clean(self, value: Any) -> QuerySet:
        if not self.is_long or not isinstance(value, str):
            return super().clean(value)
        typed = [part for part in SEVERAL.split(value) if part.strip()]
        found = [find(self.queryset, part).pk for part in typed]
        if self.required and not found:
            raise ValidationError(self.error_messages["required"], code="required")
        return self.queryset.filter(pk__in=found)


class PickConditionField(PickField, django_filters.fields.ModelChoiceField):
    """The same in a list's conditions, where an address may name the row by its number."""

    def by_key(self, value: Any) -> Model | None:
        key = keys.read(value) if isinstance(value, str) else None
        return super().by_key(value if key is None else key)


class PickFilter(django_filters.ModelChoiceFilter):
    field_class = PickConditionField


class RowFilter(django_filters.NumberFilter):
    """A row that another page names in the address and nobody types; shown to readers by its name.

    ``rows`` gives those the reader may see, from the request.
    """

    def __init__(self, *args: Any, rows: Callable[[Any], QuerySet], **options: Any) -> None:
        super().__init__(*args, widget=forms.HiddenInput, **options)
        self.rows = rows

    def words(self, value: Any) -> str:
        row = self.rows(self.parent.request).filter(pk=value).first()
        return str(row) if row else str(_("not to be seen here"))
