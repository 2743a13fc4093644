"""Entering a total from an earlier report."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from inspections.models import Term
from inspections.models.history import Measure


class HistoricalFigureForm(forms.Form):
    term = forms.ModelChoiceField(Term.objects.none(), label=_("Term"))
    round_number = forms.IntegerField(
        label=_("Round"), min_value=1, max_value=999, required=False,
        help_text=_("Leave it empty for a figure of the whole term."),
    )  # fmt: skip
    measure = forms.ChoiceField(
        label=pgettext_lazy("statistics", "Measure"), choices=Measure.choices
    )
    numerator = forms.IntegerField(label=pgettext_lazy("rate", "Number"), min_value=0)
    denominator = forms.IntegerField(
        label=pgettext_lazy("rate", "Out of"), min_value=1, required=False,
        help_text=_("Only for a rate, such as issues rectified out of issues fed back."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        help_text=_("The report it is taken from, with its date."),
    )

    def __init__(self, *args: Any, terms: QuerySet[Term], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        number, whole = cleaned.get("numerator"), cleaned.get("denominator")
        if number is not None and whole is not None and number > whole:
            self.add_error("numerator", _("The part cannot be larger than the whole."))
        return cleaned
