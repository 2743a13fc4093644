from typing import Any, cast

from django import forms
from django.forms import formset_factory
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.models import Assignment
from leads.models import Lead, PeriodFigure
from leads.services import course, handing
from leads.services.words import LeadWords, OutcomeWords, PersonWords
from leads.states import DispositionKind, FourForms, OutcomeKind, PersonPart, Purpose

LONG = {"rows": 4}


class ManyFilesInput(forms.ClearableFileInput):
    """Its help says the limit of the leads' own files, which is not that of all others."""

    allow_multiple_selected = True
    template_name = "leads/parts/files_input.html"


class ManyFilesField(forms.FileField):
    """Any number of files in one field."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list:
        many = data if isinstance(data, list | tuple) else [data] if data else []
        return [super(ManyFilesField, self).clean(each, initial) for each in many]


class DayField(forms.DateField):
    """A day that has been: nothing here is decided in the future."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def clean(self, value: Any) -> Any:
        day = super().clean(value)
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet."))
        return day


class LeadWordsForm(forms.Form):
    subject = forms.CharField(
        label=_("What it is about"), max_length=200,
        help_text=_("Shown only to those who open the lead."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("What happened"), max_length=50_000, widget=forms.Textarea(attrs=LONG)
    )
    evidence = forms.CharField(
        label=_("List of evidence"), max_length=20_000, required=False,
        widget=forms.Textarea(attrs=LONG),
        help_text=_("One piece a line; the transfer cannot be proposed without evidence."),
    )  # fmt: skip
    attachments = ManyFilesField(
        label=_("Attached files"), required=False,
        help_text=_("Sealed together with their names; up to 20 MB each."),
    )  # fmt: skip

    def words(self, persons: "BasePersonFormSet") -> LeadWords:
        given = self.cleaned_data
        return LeadWords(
            subject=given["subject"],
            text=given["text"],
            evidence=given["evidence"],
            persons=persons.words(),
            files=given["attachments"],
        )


class PlaceChoice(forms.ModelChoiceField):
    def label_from_instance(self, place: Any) -> str:
        return str(place.organization)


class RegisterForm(LeadWordsForm):
    assignment = PlaceChoice(label=_("Found at"), queryset=Assignment.objects.none())
    field_order = ["assignment", "subject", "text", "evidence", "attachments"]

    def __init__(self, *args: Any, assignments: Any, for_office: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(PlaceChoice, self.fields["assignment"])
        field.queryset = assignments
        if for_office:
            field.required = False
            field.empty_label = _("Received by the inspection office")


class PersonForm(forms.Form):
    part = forms.ChoiceField(label=_("Part"), choices=PersonPart.choices)
    name = forms.CharField(label=_("Person's name"), max_length=60, required=False)
    id_number = forms.CharField(label=_("Identity number"), max_length=30, required=False)
    post = forms.CharField(label=_("Organ and post"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("name") and (given.get("id_number") or given.get("post")):
            self.add_error("name", _("Give the name, or write “unknown”."))
        return given


class BasePersonFormSet(forms.BaseFormSet):
    def words(self) -> list[PersonWords]:
        return [
            PersonWords(
                part=given["part"],
                name=given["name"],
                id_number=given["id_number"],
                post=given["post"],
            )
            for given in self.cleaned_data
            if given.get("name")
        ]


PersonFormSet = formset_factory(
    PersonForm, formset=BasePersonFormSet, extra=3, max_num=40, validate_max=True, absolute_max=60
)


class OpenForm(forms.Form):
    purpose = forms.ChoiceField(label=_("Purpose"), choices=Purpose.choices)
    explanation = forms.CharField(
        label=_("In detail"), min_length=10, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("At least 10 characters. Kept with this opening; it cannot be changed."),
    )  # fmt: skip
    with_informant = forms.BooleanField(
        label=_("Show the informant's identity, too (recorded separately)"), required=False
    )
    password = forms.CharField(
        label=_("Your password again"), strip=False, max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip

    def __init__(self, *args: Any, ask_password: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_password:
            del self.fields["password"]


class StepForm(forms.Form):
    """The form of one step; most ask for words, some only for a yes."""

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        self.lead = lead
        super().__init__(*args, **kwargs)


def words_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=20_000, widget=forms.Textarea(attrs=LONG),
        help_text=help_text,
    )  # fmt: skip


class ReferForm(StepForm):
    held_on = DayField(label=_("Team meeting on"))
    reasons = words_field(_("Grounds"))


class ScreenForm(ReferForm):
    is_cadre_matter = forms.BooleanField(
        label=_("A cadre matter: the organization department works on it, too"), required=False
    )
    is_priority = forms.BooleanField(label=_("Urgent"), required=False)


class ProposeForm(StepForm):
    is_early = forms.BooleanField(
        label=_("Early transfer: hand over during the inspection"), required=False
    )
    reasons = words_field(_("Grounds"), required=False)


class ApproveForm(StepForm):
    held_on = DayField(label=_("Decided on"))
    opinion = words_field(_("Opinion"), required=False)


class SendBackForm(StepForm):
    reasons = words_field(_("Grounds"))


class PersonChoice(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return f"{person.full_name} · {person.organization}"


class HandOverForm(StepForm):
    second_giver = PersonChoice(label=_("Second person handing over"), queryset=User.objects.none())
    receiver = PersonChoice(label=_("Person receiving"), queryset=User.objects.none())
    second_receiver = PersonChoice(label=_("Second person receiving"), queryset=User.objects.none())
    pieces = forms.IntegerField(
        label=_("Pieces of material"), min_value=0, max_value=9999,
        help_text=_("The receipt states the number of pieces, never what they are."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "second_giver": handing.second_givers(self.lead),
            "receiver": course.case_managers(self.lead.body),
            "second_receiver": handing.second_receivers(self.lead),
        }
        for name, people in choices.items():
            cast(PersonChoice, self.fields[name]).queryset = people.select_related("organization")


class ReceiveForm(StepForm):
    checked = forms.BooleanField(label=_("The pieces are here and their number is right"))


class ReactivateForm(StepForm):
    opinion = words_field(_("Opinion"))
    approver = forms.CharField(label=_("Approved by"), max_length=60)
    approved_on = DayField(label=_("Approved on"))


class DisposeForm(ReactivateForm):
    kind = forms.ChoiceField(label=_("Disposition"), choices=DispositionKind.choices)
    field_order = ["kind", "opinion", "approver", "approved_on"]


class OutcomeForm(StepForm):
    kind = forms.ChoiceField(label=_("Outcome"), choices=OutcomeKind.choices)
    form = forms.ChoiceField(
        label=_("Four forms"), required=False, choices=[("", _("None")), *FourForms.choices]
    )
    persons = forms.IntegerField(label=_("Persons"), min_value=0, max_value=9999)
    decided_on = DayField(label=_("Decided on"))
    note = words_field(_("Remark"), required=False)

    def words(self) -> OutcomeWords:
        return OutcomeWords(**self.cleaned_data)


class FeedBackForm(StepForm):
    summary = words_field(
        _("Summary of the result"),
        help_text=_("The lead clerks read this summary; the file stays with the discipline side."),
    )


class CloseForm(StepForm):
    note = words_field(_("Remark"), required=False)


class FigureForm(forms.ModelForm):
    """Totals as reported. The stages are not compared: none limits another (LZ-32)."""

    class Meta:
        model = PeriodFigure
        fields = [
            "group", "starts_on", "ends_on", "received", "verified", "talks", "filed",
            "cases_closed", "sanctioned", "judicial", "source",
        ]  # fmt: skip
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("starts_on", "ends_on")
        }
