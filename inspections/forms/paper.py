"""The long form of a working paper: what was typed is kept, whatever is wrong with it."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from inspections.forms.choices import offer
from inspections.models import (
    Assignment,
    FocusFramework,
    FocusItem,
    Issue,
    TeamMeeting,
    WorkingPaper,
)
from inspections.selectors.team_people import members_of
from inspections.services.evidence import EvidenceEntry
from inspections.states.paper import EvidenceForm as Form

RESPONSIBILITIES = ("responsible_body", "first_responsible", "main_leader", "supervision")


class FocusChoiceField(forms.ModelChoiceField):
    """The points of every edition on offer, grouped by edition."""

    def label_from_instance(self, item: FocusItem) -> str:
        return f"{item.framework.name} · {item.name}"


class PaperForm(forms.ModelForm):
    handlers = forms.ModelMultipleChoiceField(
        label=_("Handlers"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = WorkingPaper
        fields = (
            "title",
            "focus_item",
            "found_on",
            "writer",
            "manifestation",
            "basis",
            *(name for kind in RESPONSIBILITIES for name in (kind, f"{kind}_finding")),
        )
        field_classes = {"focus_item": FocusChoiceField}
        widgets = {
            "found_on": forms.DateInput(attrs={"type": "date"}),
            "manifestation": forms.Textarea(attrs={"rows": 5}),
            "basis": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "title": _("Who did what; no judgement in stock phrases. At most 40 characters."),
            "manifestation": _("Time, place, number of persons and amounts, each with evidence."),
            "basis": _("Quote the article that is broken."),
        }

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        members = members_of(assignment.team)
        offer(self, handlers=members)
        offer(self, writer=members)
        offer(self, focus_item=focus_items_for(assignment.body, self.instance))
        if self.instance.pk:
            self.initial["handlers"] = list(
                self.instance.handlers.values_list("person_id", flat=True)
            )

    def clean_found_on(self):
        day = self.cleaned_data["found_on"]
        if day and day > timezone.localdate():
            raise forms.ValidationError(_("The date lies in the future."))
        return day

    def responsibility_rows(self) -> list[dict]:
        """The four kinds with their two cells each, for the table of the form."""
        return [
            {
                "name": self.fields[kind].label,
                "party": self[kind],
                "finding": self[f"{kind}_finding"],
            }
            for kind in RESPONSIBILITIES
        ]


def focus_items_for(body: Organization, row: WorkingPaper | Issue | None = None):
    """What is offered today; a row keeps the point it was given even when superseded since."""
    offered = FocusFramework.objects.offered(body, timezone.localdate())
    items = FocusItem.objects.filter(framework__in=offered)
    if row is not None and row.focus_item_id:
        items |= FocusItem.objects.filter(pk=row.focus_item_id)
    return items.select_related("framework").order_by("framework", "number")


class EvidenceRowForm(forms.Form):
    """One row: an old piece to correct or remove, or a new file."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput)
    upload = forms.FileField(label=_("File"), required=False)
    caption = forms.CharField(label=_("Material"), max_length=120, required=False)
    source = forms.CharField(label=_("Source"), max_length=60, required=False)
    pages = forms.CharField(label=_("Pages"), max_length=20, required=False)
    form = forms.ChoiceField(label=_("Form"), choices=Form.choices, initial=Form.COPY)
    is_removed = forms.BooleanField(label=_("Remove"), required=False)

    def clean(self):
        values = super().clean()
        typed = any(values.get(name) for name in ("caption", "source", "pages"))
        if typed and not values.get("pk") and not values.get("upload"):
            self.add_error(
                "upload", _("Choose the file again: a refused form cannot keep a chosen file.")
            )
        return values

    def entry(self) -> EvidenceEntry:
        return EvidenceEntry(**self.cleaned_data)


class BaseEvidenceFormSet(forms.BaseFormSet):
    def entries(self) -> list[EvidenceEntry]:
        return [form.entry() for form in self.forms if form.cleaned_data]


EvidenceFormSet = forms.formset_factory(
    EvidenceRowForm, formset=BaseEvidenceFormSet, extra=1, max_num=60, absolute_max=60
)


def evidence_initial(paper: WorkingPaper) -> list[dict]:
    return [
        {
            "pk": piece.pk,
            "caption": piece.caption,
            "source": piece.source,
            "pages": piece.pages,
            "form": piece.form,
        }
        for piece in paper.evidence.all()
    ]


class MeetingForm(forms.ModelForm):
    attendees = forms.ModelMultipleChoiceField(
        label=_("Present"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    upload = forms.FileField(label=_("Signed minutes"), required=False)

    class Meta:
        model = TeamMeeting
        fields = ("held_on", "title", "minutes")
        widgets = {
            "held_on": forms.DateInput(attrs={"type": "date"}),
            "minutes": forms.Textarea(attrs={"rows": 8}),
        }

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, attendees=members_of(assignment.team))

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date lies in the future."))
        return day


class ConfirmForm(forms.Form):
    """Which meeting confirmed the paper, and with what conclusion."""

    meeting = forms.ModelChoiceField(label=_("Team meeting"), queryset=TeamMeeting.objects.none())
    opinion = forms.CharField(
        label=_("Conclusion of the meeting"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args, paper: WorkingPaper, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, meeting=paper.team.meetings.all())
