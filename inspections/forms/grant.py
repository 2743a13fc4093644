"""Form of a named reader."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.forms.plan import DayInput


class NamedReaderForm(forms.Form):
    person = forms.ModelChoiceField(
        User.objects.filter(is_active=True), to_field_name="username", label=_("User name"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    valid_to = forms.DateField(
        label=_("Last day"), widget=DayInput(), help_text=_("A year from today at most.")
    )
    reason = forms.CharField(
        label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
