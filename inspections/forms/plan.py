"""Forms of the plan: clean what was typed; the rules decide."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organization, User
from accounts.pickers import PickField
from inspections.models import InspectionPlan, PlanRound, Term
from inspections.rules.plan import opened
from inspections.rules.spread import Grouping
from inspections.rules.target import faults
from inspections.selectors.plan import terms_of
from inspections.states.plan import CoverageClass, TargetCategory

GROUPINGS = [
    (Grouping.MIXED.value, _("Every round takes some of each category")),
    (Grouping.SECTOR.value, _("One category after the other")),
]


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="%Y-%m-%d", **kwargs)


class TermForm(forms.Form):
    number = forms.IntegerField(label=pgettext_lazy("ordinal", "Number"), min_value=1, max_value=99)
    name = forms.CharField(
        label=_("Name"), max_length=60, help_text=_("For example: 13th committee")
    )
    starts_on = forms.DateField(label=_("Begins"), widget=DayInput())
    ends_on = forms.DateField(label=_("Ends"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end <= start:
            self.add_error("ends_on", _("The term ends before it begins."))
        return cleaned


def quota_name(coverage: str, category: str) -> str:
    return f"quota_{coverage}_{category}"


class PlanForm(forms.Form):
    """Title, sizes, and one number for each category of each class."""

    title = forms.CharField(label=_("Title"), max_length=120)
    targets_per_round = forms.IntegerField(
        label=_("Targets a round, about"), min_value=1, max_value=500, initial=30
    )
    tolerance_percent = forms.IntegerField(
        label=_("Tolerance, percent"), min_value=0, max_value=99, initial=10
    )

    def __init__(self, *args: Any, plan: InspectionPlan | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        planned = (
            {(row.coverage_class, row.category): row.expected for row in plan.quotas.all()}
            if plan
            else {}
        )
        for coverage in CoverageClass:
            for category in TargetCategory:
                self.fields[quota_name(coverage, category)] = forms.IntegerField(
                    label=category.label,
                    min_value=0,
                    max_value=9999,
                    required=False,
                    initial=planned.get((coverage, category)),
                )

    def quota_groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The number fields by class, as the page sets them."""
        return [
            (str(coverage.label), [self[quota_name(coverage, one)] for one in TargetCategory])
            for coverage in CoverageClass
        ]

    def plain_fields(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("quota_")]

    def values(self) -> dict[str, Any]:
        """The cleaned values as the services take them."""
        values = {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith("quota_")
        }
        values["quotas"] = {
            (coverage.value, category.value): self.cleaned_data[quota_name(coverage, category)] or 0
            for coverage in CoverageClass
            for category in TargetCategory
        }
        return values


class NewPlanForm(PlanForm):
    term = forms.ModelChoiceField(Term.objects.none(), label=_("Term"))
    first_year = forms.IntegerField(label=_("First year"), min_value=1990, max_value=2100)
    last_year = forms.IntegerField(label=_("Last year"), min_value=1990, max_value=2100)
    rounds_per_year = forms.IntegerField(
        label=_("Rounds a year"), min_value=1, max_value=12, initial=2
    )

    field_order = ["term", "title", "first_year", "last_year", "rounds_per_year"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms_of(user).filter(plans=None)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and not first <= last <= first + 9:
            self.add_error("last_year", _("A plan runs for one to ten years."))
        return cleaned


class TargetForm(forms.Form):
    """One target; the rules are those of the workbook's rows."""

    organization = PickField(
        Organization.objects.all(), to_field_name="code", label=_("Organisation code"),
    )  # fmt: skip
    category = forms.ChoiceField(choices=TargetCategory.choices, label=_("Category"))
    coverage_class = forms.ChoiceField(choices=CoverageClass.choices, label=_("Coverage"))
    round_number = forms.IntegerField(
        label=_("Planned round"), min_value=1, required=False,
        help_text=_("Empty: to be spread with the others."),
    )  # fmt: skip
    tag = forms.CharField(label=_("Tag"), max_length=40, required=False)

    def __init__(self, *args: Any, plan: InspectionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors:
            for name, sentence in faults(self.plan, **cleaned):
                self.add_error(name, str(sentence))
        return cleaned


class MoveForm(forms.Form):
    to = forms.ModelChoiceField(PlanRound.objects.none(), label=_("To round"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, plan: InspectionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = plan.plan_rounds.exclude(number__in=opened(plan))


class SpreadForm(forms.Form):
    """How to spread; and for each category, if wished, the only rounds it may go to."""

    grouping = forms.ChoiceField(choices=GROUPINGS, label=_("Grouping"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, plan: InspectionPlan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grouping"].initial = Grouping.MIXED.value
        present = plan.targets.order_by().values_list("category", flat=True).distinct()
        for category in TargetCategory:
            if category in set(present):
                self.fields[f"pin_{category}"] = forms.RegexField(
                    r"^\s*\d{1,3}(\s*[,，、]\s*\d{1,3})*\s*$",
                    label=_("%(category)s only in rounds") % {"category": category.label},
                    required=False,
                    help_text=_("For example 3 or 3, 4; empty: any round."),
                    error_messages={"invalid": _("Write round numbers with commas between.")},
                )

    def values(self) -> dict[str, Any]:
        pinned = {
            name.removeprefix("pin_"): [
                int(part) for part in value.replace("，", ",").replace("、", ",").split(",")
            ]
            for name, value in self.cleaned_data.items()
            if name.startswith("pin_") and value
        }
        return {"grouping": Grouping(self.cleaned_data["grouping"]), "pinned": pinned}


class WorkbookForm(forms.Form):
    upload = forms.FileField(
        label=_("Workbook"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )


class MeetingForm(forms.Form):
    """A meeting that passed the plan."""

    held_on = forms.DateField(label=_("Meeting held on"), widget=DayInput())
    minutes = forms.FileField(label=_("Minutes"))
    note = forms.CharField(
        label=_("Opinion"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def clean_held_on(self) -> Any:
        if self.cleaned_data["held_on"] > timezone.localdate():
            raise forms.ValidationError(_("The meeting has not been held yet."))
        return self.cleaned_data["held_on"]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class IssueNumberForm(forms.Form):
    number = forms.CharField(
        label=_("Document number"), max_length=60, help_text=_("As on the issued document.")
    )
