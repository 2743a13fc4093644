from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from accounts import services
from accounts.models import Duty, Organization, Phrase, User
from accounts.pickers import PickField


class SignInForm(AuthenticationForm):
    error_messages = {
        "invalid_login": _("The user name or the password is wrong."),
        "inactive": _("The user name or the password is wrong."),
    }


class PasswordForm(forms.Form):
    current = forms.CharField(
        label=_("Present password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        strip=False,
        help_text=_("At least 10 characters; a sentence you remember is best."),
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
        allowed = services.may_try_password(self.user)
        if not allowed:
            raise forms.ValidationError(str(allowed.reason))
        if not self.user.check_password(self.cleaned_data["current"]):
            services.note_wrong_password(self.user)
            raise forms.ValidationError(_("This is not your present password."))
        return self.cleaned_data["current"]

    def clean_new(self) -> str:
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
