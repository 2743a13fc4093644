from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from deadlines import dates
from deadlines.dates import Unit
from deadlines.models import Audience, DeadlineRule

CHOSEN = forms.DateInput(attrs={"type": "date"})


class DayForm(forms.Form):
    is_working = forms.TypedChoiceField(
        label=_("Arrangement"),
        choices=[
            ("0", pgettext_lazy("calendar", "day of rest")),
            ("1", pgettext_lazy("calendar", "working day")),
        ],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
    )
    name = forms.CharField(
        label=pgettext_lazy("holiday", "Name"),
        max_length=40,
        required=False,
        help_text=_("The holiday, or what the working day makes up for."),
    )


class YearListForm(forms.Form):
    year = forms.IntegerField(label=_("Year"), min_value=1990, max_value=2200)
    upload = forms.FileField(
        label=_("Workbook"),
        help_text=_(
            "The yearly notice as a workbook: date, 休息 or 上班, name. Nothing is saved yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class RuleForm(forms.Form):
    """What a body lets hold from a day on."""

    amount = forms.IntegerField(
        label=_("Amount"),
        min_value=-1200,
        max_value=1200,
        help_text=_("A negative amount counts back from the base event."),
    )
    unit = forms.ChoiceField(label=_("Unit"), choices=Unit.choices)
    effective_from = forms.DateField(label=_("Effective from"), widget=CHOSEN)
    basis = forms.CharField(
        label=_("Basis"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Instrument, version and article."),
    )
    confirmed = forms.BooleanField(label=_("Compared with the official text"), required=False)

    @classmethod
    def of(cls, rule: DeadlineRule) -> "RuleForm":
        return cls(
            initial={
                "amount": rule.amount,
                "unit": rule.unit,
                "effective_from": dates.today(),
                "basis": rule.basis,
                "confirmed": rule.confirmed,
            }
        )

    def clean_amount(self) -> int:
        amount: int = self.cleaned_data["amount"]
        if amount == 0:
            raise forms.ValidationError(_("Give a number of days or months other than 0."))
        return amount

    def clean_effective_from(self) -> date:
        day: date = self.cleaned_data["effective_from"]
        if day < dates.today():
            raise forms.ValidationError(_("A rule cannot be changed for days that have passed."))
        return day


class RungForm(forms.Form):
    """A step of the ladder of reminders, in words rather than in signs."""

    BEFORE, ON, AFTER = "before", "on", "after"

    when = forms.ChoiceField(
        label=_("When"),
        choices=[
            (BEFORE, _("before the due date")),
            (ON, _("on the due date")),
            (AFTER, _("after the due date")),
        ],
    )
    count = forms.IntegerField(label=_("How many days"), min_value=0, max_value=366, initial=0)
    unit = forms.ChoiceField(
        label=_("Unit"), choices=[(unit.value, unit.label) for unit in (Unit.DAY, Unit.WORKING_DAY)]
    )
    audiences = forms.MultipleChoiceField(
        label=_("Reminds"), choices=Audience.choices, widget=forms.CheckboxSelectMultiple
    )
    is_active = forms.BooleanField(label=_("In use"), required=False, initial=True)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        when, count = cleaned.get("when"), cleaned.get("count")
        if when and count is not None and (count == 0) != (when == self.ON):
            self.add_error("count", _("Give 0 for the due date itself, and 1 or more otherwise."))
        return cleaned

    def values(self) -> dict[str, Any]:
        """The step's own columns."""
        cleaned = self.cleaned_data
        sign = -1 if cleaned["when"] == self.BEFORE else 1
        return {
            "offset": sign * cleaned["count"],
            "unit": cleaned["unit"],
            "audiences": cleaned["audiences"],
            "is_active": cleaned["is_active"],
        }

    @classmethod
    def initial_of(cls, offset: int) -> dict[str, Any]:
        when = cls.ON if offset == 0 else cls.BEFORE if offset < 0 else cls.AFTER
        return {"when": when, "count": abs(offset)}
