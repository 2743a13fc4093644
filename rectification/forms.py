"""What people type about plans, items and suggestions; services decide what becomes of it."""

from typing import Any

from django import forms
from django.forms.models import ModelChoiceField
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organization, User
from accounts.pickers import PickField, PickSeveralField
from accounts.roles import LEADING, OFFICE, UNIT
from accounts.scope import holders
from inspections.models import Round
from rectification.models import RectificationItem, RectificationPlan
from rectification.rules.wording import LONGEST_TEXT
from rectification.states import (
    ClosurePart,
    EvidenceKind,
    ItemKind,
    ItemMode,
    MeetingKind,
    Party,
    ReopenReason,
    SuggestionKind,
)


def day(label, **options):
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **options
    )


def words(label, *, rows=3, **options):
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": rows}),
        **options,
    )


def offer(form: forms.Form, name: str) -> Any:
    """The choice field whose rows depend on who fills the form in."""
    return form.fields[name]


class ItemForm(forms.Form):
    """One item of a draft: who answers for what, by when."""

    title = forms.CharField(label=_("Rectification item"), max_length=200)
    issue: Any = ModelChoiceField(queryset=None, label=_("Issue"))
    goal = words(_("Goal"), rows=2, required=False)
    kind = forms.ChoiceField(choices=ItemKind.choices, label=_("Type"))
    due_on = day(_("Due"), required=False)
    leader: Any = ModelChoiceField(queryset=None, required=False, label=_("Responsible leader"))
    lead_unit: Any = PickField(queryset=None, required=False, label=_("Lead organ"))
    responsibles: Any = PickSeveralField(
        queryset=None, required=False, label=_("Co-responsible organs")
    )
    mode = forms.ChoiceField(
        choices=[("", "—"), *ItemMode.choices], required=False, label=_("Mode")
    )
    cause = words(_("Cause"), rows=2, required=False)
    similar = words(_("Look for similar cases"), rows=2, required=False)

    def __init__(self, *args, plan: RectificationPlan, **options):
        super().__init__(*args, **options)
        offer(self, "issue").queryset = plan.feedback.issues.fed_back().order_by("number")
        offer(self, "leader").queryset = holders(*UNIT, organization=plan.organization)
        organs = Organization.objects.all()
        offer(self, "lead_unit").queryset = organs
        offer(self, "responsibles").queryset = organs


def initial_of(item: RectificationItem) -> dict:
    return {
        "title": item.title,
        "issue": item.issue_id,
        "goal": item.goal,
        "kind": item.kind,
        "due_on": item.due_on,
        "leader": item.leader_id,
        "lead_unit": item.lead_unit_id,
        "responsibles": list(item.responsibles.values_list("organization_id", flat=True)),
        "mode": item.mode,
        "cause": item.cause_part,
        "similar": item.similar_check,
    }


class MeasureForm(forms.Form):
    text = words(_("Measure"), rows=2)
    due_on = day(_("Due"))
    leader: Any = ModelChoiceField(queryset=None, required=False, label=_("Responsible leader"))
    department = forms.CharField(max_length=100, required=False, label=_("Department"))

    def __init__(self, *args, plan: RectificationPlan, **options):
        super().__init__(*args, **options)
        offer(self, "leader").queryset = holders(*UNIT, organization=plan.organization)


class MilestoneForm(forms.Form):
    name = forms.CharField(max_length=200, label=_("Milestone"))
    due_on = day(_("Due"))


class PlanTextForm(forms.Form):
    principles = words(_("Overall requirements"), required=False)
    leadership = words(_("Leadership and division of work"), required=False)
    safeguards = words(_("Safeguards"), required=False)


class ReportForm(forms.Form):
    """What a report says; the ledger is added by itself when it is sent in."""

    overview = words(_("How the rectification was led"), rows=6, required=False)
    effects = words(_("What was achieved"), rows=6, required=False)
    next_steps = words(_("What is left and comes next"), rows=4, required=False)
    signed_copy = forms.FileField(
        required=False,
        label=_("Signed copy"),
        help_text=_("A scan of the signed report; a new one takes the place of the old."),
    )


class WordingForm(forms.Form):
    wording = words(_("Wording in the plan"), rows=4)


class ImportForm(forms.Form):
    file = forms.FileField(label=_("Workbook"), help_text=_("xlsx, the template's columns"))


class MeetingForm(forms.Form):
    kind = forms.ChoiceField(choices=MeetingKind.choices, label=_("Kind"))
    held_on = day(_("Held on"))
    subject = forms.CharField(max_length=200, label=_("Subject"))
    minutes = forms.FileField(required=False, label=_("Minutes"))


class ReasonForm(forms.Form):
    reason = words(_("Reason"))


class OpinionForm(forms.Form):
    """One party's opinion: passed, or returned with the reason."""

    result = forms.ChoiceField(
        choices=[
            ("passed", pgettext_lazy("opinion", "Pass")),
            ("returned", pgettext_lazy("opinion", "Return")),
        ],
        widget=forms.RadioSelect,
        label=_("Conclusion"),
    )
    opinion = words(_("Opinion"), rows=4, required=False)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("result") == "returned" and not cleaned.get("opinion", "").strip():
            self.add_error("opinion", _("Say why it is returned."))
        return cleaned

    @property
    def passed(self) -> bool:
        return self.cleaned_data["result"] == "passed"


class ItemOpinionForm(OpinionForm):
    part = forms.ChoiceField(
        choices=[("", "—"), *ClosurePart.choices], required=False, label=_("Questioned part")
    )


class ProgressForm(forms.Form):
    percent = forms.IntegerField(min_value=0, max_value=100, label=_("Progress (%)"))
    text = words(_("Progress"))


class PartsForm(forms.Form):
    person = words(pgettext_lazy("closure part", "Person"), required=False)
    matter = words(pgettext_lazy("closure part", "Matter"), required=False)
    cause = words(pgettext_lazy("closure part", "Cause"), required=False)
    institution = words(pgettext_lazy("closure part", "Institution"), required=False)
    similar = words(_("Look for similar cases"), required=False)


class EvidenceForm(forms.Form):
    file = forms.FileField(label=_("File"))
    part = forms.ChoiceField(
        choices=[("", "—"), *ClosurePart.choices], required=False, label=_("Proves")
    )
    measure: Any = ModelChoiceField(queryset=None, required=False, label=_("Measure"))
    kind = forms.ChoiceField(choices=EvidenceKind.choices, label=_("Kind"))

    def __init__(self, *args, item: RectificationItem, **options):
        super().__init__(*args, **options)
        offer(self, "measure").queryset = item.measures.all()


class DoneForm(forms.Form):
    done_on = day(_("Done"))


class ClaimForm(forms.Form):
    statement = words(pgettext_lazy("claim", "Statement"))


class ClosureForm(forms.Form):
    opinion = words(_("Closing opinion"), rows=2, required=False)


class ReopenForm(forms.Form):
    reason = forms.ChoiceField(choices=ReopenReason.choices, label=_("Reason"))
    findings = words(_("What was found"))
    due_on = day(_("New due date"))


class ListingForm(forms.Form):
    owner: Any = ModelChoiceField(queryset=None, label=_("Owner"))
    due_on = day(_("Due"))
    reason = words(_("Reason"), rows=2)

    def __init__(self, *args, item: RectificationItem, **options):
        super().__init__(*args, **options)
        above = holders(*LEADING, *OFFICE, organization=item.body)
        unit = holders(*UNIT, organization=item.organization)
        offer(self, "owner").queryset = User.objects.filter(pk__in=above.values("pk")) | (
            User.objects.filter(pk__in=unit.values("pk"))
        )


class RoutingForm(forms.Form):
    parties = forms.MultipleChoiceField(
        choices=Party.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Reviewing parties"),
        help_text=_("The inspection office always gives its opinion."),
    )


class ExtensionForm(forms.Form):
    until = day(_("Extend to"))
    reason = words(_("Reason"), rows=2)


class DecisionForm(forms.Form):
    decision = forms.ChoiceField(
        choices=[
            ("granted", pgettext_lazy("extension", "Grant")),
            ("refused", pgettext_lazy("extension", "Refuse")),
        ],
        widget=forms.RadioSelect,
        label=_("Decision"),
    )
    reason = words(_("Reason"), rows=2, required=False)


class SuggestionForm(forms.Form):
    organization: Any = PickField(queryset=Organization.objects.all(), label=_("Addressee"))
    kind = forms.ChoiceField(
        choices=SuggestionKind.choices, initial=SuggestionKind.DEPARTMENT, label=_("Kind")
    )
    round: Any = ModelChoiceField(queryset=None, required=False, label=_("Round"))
    title = forms.CharField(max_length=200, label=_("Subject"))
    text = words(_("Suggestion"), rows=6)
    reply_by = day(_("Reply by"))

    def __init__(self, *args, user: User, **options):
        super().__init__(*args, **options)
        offer(self, "round").queryset = Round.objects.visible_to(user)

    def columns(self) -> dict:
        """The cleaned values under the names the service takes."""
        cleaned = dict(self.cleaned_data)
        cleaned["round_"] = cleaned.pop("round")
        return cleaned


class ReplyForm(forms.Form):
    text = words(_("Reply"), rows=5)
    file = forms.FileField(required=False, label=_("File"))
