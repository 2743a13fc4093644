"""Forms of the notice, the entry and the withdrawal."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspections.forms.plan import DayInput


class DayForm(forms.Form):
    on = forms.DateField(label=_("Day"), widget=DayInput(), initial=timezone.localdate)


class EntryForm(DayForm):
    reason = forms.CharField(
        label=_("Why the notice came late"), max_length=200, required=False,
        help_text=_("Only when the unit had its notice later than is usual."),
    )  # fmt: skip


class NoticeForm(forms.Form):
    focus = forms.CharField(
        label=_("What the inspection looks at"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One point a line, without a full stop."),
    )  # fmt: skip
    requirements = forms.CharField(
        label=_("What the unit is asked to do"), widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One sentence a line."), required=False,
    )  # fmt: skip
    telephone = forms.CharField(label=_("Telephone"), max_length=60, required=False)
    hours = forms.CharField(label=_("Hours"), max_length=60, required=False)
    mailbox = forms.CharField(label=_("Mailbox"), max_length=120, required=False)
    address = forms.CharField(label=_("Address"), max_length=120, required=False)

    def values(self) -> dict[str, Any]:
        contact = ("telephone", "hours", "mailbox", "address")
        return {
            "focus": _lines(self.cleaned_data["focus"]),
            "requirements": _lines(self.cleaned_data["requirements"]),
            "contact": {name: self.cleaned_data[name] for name in contact},
        }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
