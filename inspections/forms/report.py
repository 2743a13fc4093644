from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspections.forms.choices import offer
from inspections.models import Assignment, InspectionReport, Issue, ReportStep
from inspections.states.issue import IssueState


class ReportForm(forms.ModelForm):
    """The draft and the issues it cites; those without a signed paper are marked, not hidden."""

    issues = forms.ModelMultipleChoiceField(
        label=_("Issues cited"),
        queryset=Issue.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = InspectionReport
        fields = ("title", "overall", "suggestions")
        widgets = {
            "overall": forms.Textarea(attrs={"rows": 6}),
            "suggestions": forms.Textarea(attrs={"rows": 6}),
        }
        help_texts = {"suggestions": _("One opinion a line.")}

    def __init__(self, *args, assignment: Assignment, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, issues=assignment.issues.exclude(state=IssueState.WITHDRAWN).order_by("number"))
        self.initial["issues"] = (
            list(self.instance.citations.values_list("issue_id", flat=True))
            if self.instance.pk
            else list(assignment.issues.values_list("pk", flat=True))
        )

    def sent(self) -> dict:
        return {**self.cleaned_data, "issues": list(self.cleaned_data["issues"])}


class ReportStepForm(forms.ModelForm):
    """One hearing or communication: when, with whom, with what result, with its minutes."""

    upload = forms.FileField(label=_("Minutes"), required=False)

    class Meta:
        model = ReportStep
        fields = ("held_on", "decided_by", "opinion")
        widgets = {
            "held_on": forms.DateInput(attrs={"type": "date"}),
            "opinion": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["opinion"].required = True

    def clean_held_on(self):
        day = self.cleaned_data["held_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date lies in the future."))
        return day
