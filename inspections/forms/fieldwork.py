"""What a record of work on site takes."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.forms.choices import offer
from inspections.models import Activity, Assignment, Method
from inspections.selectors.fieldwork import MEASURES
from inspections.selectors.team_people import members_of


class ActivityForm(forms.ModelForm):
    handlers = forms.ModelMultipleChoiceField(
        label=_("Handlers"),
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Talks, inquiries and petition reception are done by at least two people."),
    )
    upload = forms.FileField(
        label=_("Record or list"),
        required=False,
        help_text=_("The signed record, a register, pictures of the site."),
    )

    class Meta:
        model = Activity
        fields = ("method", "held_on", "place", "subject", "note", *MEASURES)
        widgets = {
            "held_on": forms.DateInput(attrs={"type": "date"}),
            "note": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "note": _("No names, telephone numbers or addresses of visited persons; no leads."),
        }

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, method=Method.objects.offered_to(assignment.body))
        offer(self, handlers=members_of(assignment.team))
        if self.instance.pk:
            self.initial["handlers"] = list(
                self.instance.handlers.values_list("person_id", flat=True)
            )

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date lies in the future."))
        return day

    def sent(self) -> dict:
        """The cleaned values, as the service takes them."""
        values = dict(self.cleaned_data)
        upload = values.pop("upload")
        return {**values, "uploads": [upload] if upload else []}


class MethodForm(forms.Form):
    name = forms.CharField(label=_("Name of the method"), max_length=60)
