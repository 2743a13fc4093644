from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from accounts import passwords, tries
from accounts.models import Duty, Organization, Phrase, User
from accounts.pickers import PickField
from accounts.roles import TEAM
from accounts.verdicts import NotAllowed, demand


class SignInForm(AuthenticationForm):
    """The door. ``address`` is the network's, kept with the try."""

    address = ""

    error_messages = {
        "invalid_login": _("The user name or the password is wrong."),
        "inactive": _("The user name or the password is wrong."),
    }

    def clean(self) -> dict:
        """Take one of the tries first; raises ``TooManyTries``, for the page to say, when none is left."""
        name, password = self.cleaned_data.get("username"), self.cleaned_data.get("password")
        if not (self.request and name and password):
            return super().clean()
        taken = tries.take(
            name,
            is_sign_in=True,
            device=tries.device_of(self.request.COOKIES, name),
            address=self.address,
        )
        try:
            cleaned = super().clean()
        except forms.ValidationError:
            tries.was_wrong(taken)
            raise
        tries.was_right(taken)
        return cleaned


def demand_password(person: User, password: str) -> None:
    """Raise ``ValidationError`` for a field that asks for the present password, unless this is it."""
    try:
        demand(tries.confirm(person, password))
    except NotAllowed as refusal:
        raise forms.ValidationError(str(refusal.reason)) from refusal


class PasswordForm(forms.Form):
    current = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=lazy(passwords.told, str)(),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    repeated = forms.CharField(
        label=_("New password once more"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args, user: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        demand_password(self.user, self.cleaned_data["current"])
        return self.cleaned_data["current"]

    def clean_new(self) -> str:
        if self.user.check_password(self.cleaned_data["new"]):
            raise forms.ValidationError(_("This is your present password. Choose another."))
        validate_password(self.cleaned_data["new"], self.user)
        return self.cleaned_data["new"]

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if "new" in cleaned and cleaned.get("repeated") != cleaned["new"]:
            self.add_error("repeated", _("The two new passwords differ."))
        return cleaned


class OrganizationForm(forms.ModelForm):
    parent = PickField(Organization.objects.all(), label=_("Belongs to"), required=False)

    class Meta:
        model = Organization
        fields = ["name", "short_name", "code", "kind", "level", "is_body"]


class PersonForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["username", "full_name", "organization", "post", "email"]
        field_classes = {"organization": PickField}


class DutyForm(forms.ModelForm):
    class Meta:
        model = Duty
        fields = ["person", "role", "organization", "valid_from", "valid_to"]
        field_classes = {"person": PickField, "organization": PickField}
        widgets = {
            "valid_from": forms.DateInput(attrs={"type": "date"}),
            "valid_to": forms.DateInput(attrs={"type": "date"}),
        }

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        # A team's duties come from its authorisation.
        role = self.fields["role"]
        role.choices = [choice for choice in role.choices if choice[0] not in TEAM]


class PhraseForm(forms.ModelForm):
    """One phrase of one's own."""

    class Meta:
        model = Phrase
        fields = ["text"]

    def __init__(self, *args, owner: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.owner = owner

    def clean_text(self) -> str:
        """The same sentence is kept once, however it was spaced."""
        text = " ".join(self.cleaned_data["text"].split())
        if Phrase.objects.filter(owner=self.instance.owner, text=text).exists():
            raise forms.ValidationError(_("You have this phrase already."))
        return text
