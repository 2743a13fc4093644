"""The short words that go with a deed."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.verdicts import NotAllowed

LONGEST = 2000


class OpinionForm(forms.Form):
    opinion = forms.CharField(
        label=_("Opinion"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DatedForm(forms.Form):
    """When something took place, and what was said."""

    held_on = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}))


def posted(form: forms.Form) -> dict[str, Any]:
    """What a small form says; a form that says nothing usable is refused with its own words."""
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        label = form.fields[field].label if field in form.fields else ""
        raise NotAllowed(f"{label}：{errors[0]}" if label else str(errors[0]))
    return form.cleaned_data


def posted_opinion(request: HttpRequest) -> str:
    return posted(OpinionForm(request.POST))["opinion"]
