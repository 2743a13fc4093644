import hashlib

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class VerifyForm(forms.Form):
    """A code or hash as it stands on paper, or the file itself, which is read and not kept."""

    written = forms.CharField(
        label=_("Verification code or SHA-256"),
        max_length=100,
        required=False,
        help_text=_("The code stands at the foot of every page; dashes and spaces do not matter."),
    )
    file = forms.FileField(
        label=_("Or the PDF file"),
        required=False,
        help_text=_("It is compared with what was issued and not kept."),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > settings.UPLOAD_LIMIT_MB * 1024 * 1024:
            raise forms.ValidationError(_("The file is larger than any document of this system."))
        return file

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if not cleaned.get("written") and not cleaned.get("file") and not self.errors:
            raise forms.ValidationError(_("Enter a code or choose a file."))
        return cleaned

    def sought(self) -> str:
        """The code or hash to look for."""
        file = self.cleaned_data.get("file")
        if not file:
            return self.cleaned_data["written"]
        digest = hashlib.sha256()
        for chunk in file.chunks():
            digest.update(chunk)
        return digest.hexdigest()


class SeriesForm(forms.Form):
    word = forms.CharField(
        label=_("Mark of the issuer"),
        max_length=30,
        help_text=_("It stands before the year, for example 市委巡办发."),
    )

    def clean_word(self) -> str:
        word = self.cleaned_data["word"].strip()
        if any(sign in word for sign in "〔〕[]0123456789"):
            raise forms.ValidationError(_("A mark holds neither brackets nor figures."))
        return word
