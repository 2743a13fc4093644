"""What a form's choice fields offer, decided when the form is made."""

from django import forms
from django.db.models import QuerySet


def offer(form: forms.BaseForm, **rows: QuerySet) -> None:
    """Let each named choice field of ``form`` offer these rows and no others."""
    for name, offered in rows.items():
        form.fields[name].queryset = offered
