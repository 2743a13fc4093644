from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.forms import demand_password
from accounts.models import User

LONGEST_DAYS = 90
DAYS = [
    (days, ngettext_lazy("%(days)d day", "%(days)d days", days) % {"days": days})
    for days in (7, 30, LONGEST_DAYS)
]


class TokenForm(forms.Form):
    """A key is made by whoever knows the password, not by whoever finds an open desk."""

    days = forms.TypedChoiceField(label=_("Ends after"), choices=DAYS, coerce=int, initial=30)
    password = forms.CharField(
        label=_("Your password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        demand_password(self.user, self.cleaned_data["password"])
        return str(self.cleaned_data["password"])
