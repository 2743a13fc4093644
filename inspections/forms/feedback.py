from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.pickers import PickField, PickSeveralField
from accounts.roles import LEADING, OFFICE
from accounts.scope import holders, organizations
from inspections.forms.choices import offer
from inspections.models import Aspect, Feedback, Issue
from inspections.states.feedback import CopyClass


class FeedbackForm(forms.ModelForm):
    class Meta:
        model = Feedback
        fields = ("title", "overall", "requirements")
        widgets = {
            "overall": forms.Textarea(attrs={"rows": 8}),
            "requirements": forms.Textarea(attrs={"rows": 8}),
        }
        help_texts = {"requirements": _("One opinion a line.")}


class ReceivedForm(forms.ModelForm):
    """What the office records of a feedback that a superior inspection issued."""

    issued_on = forms.DateField(
        label=_("Issued on"), widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = Feedback
        fields = (
            "body",
            "organization",
            "superior",
            "title",
            "number",
            "overall",
            "requirements",
        )
        field_classes = {"organization": PickField}
        widgets = {
            "overall": forms.Textarea(attrs={"rows": 5}),
            "requirements": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {"superior": _("For example: third inspection team of the region.")}

    def __init__(self, *args, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["superior"].required = True
        offer(self, body=Organization.objects.filter(pk__in=organizations(user, *OFFICE)))
        self.fields["body"].empty_label = None
        if self.instance.pk:
            self.fields["body"].disabled = True
            self.fields["organization"].disabled = True
            if self.instance.issued_at:
                self.initial["issued_on"] = timezone.localdate(self.instance.issued_at)

    def clean_issued_on(self):
        day = self.cleaned_data["issued_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("The date lies in the future."))
        return day

    def sent(self) -> dict:
        """The cleaned values with the day as the moment it begins."""
        values = dict(self.cleaned_data)
        day = values.pop("issued_on")
        values["issued_at"] = timezone.make_aware(datetime.combine(day, time()))
        return values


class AspectForm(forms.Form):
    title = forms.CharField(label=_("Title of the aspect"), max_length=200)


class PlaceForm(forms.Form):
    """Under which aspect an issue stands."""

    aspect = forms.ModelChoiceField(label=_("Aspect"), queryset=Aspect.objects.none())

    def __init__(self, *args, feedback: Feedback, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, aspect=feedback.aspects.all())


class ReceivedIssueForm(forms.ModelForm):
    aspect = forms.ModelChoiceField(label=_("Aspect"), queryset=Aspect.objects.none())

    class Meta:
        model = Issue
        fields = (
            "aspect",
            "title",
            "text",
            "focus_item",
            "is_key_person",
            "is_key_matter",
            "is_key_issue",
        )
        widgets = {"text": forms.Textarea(attrs={"rows": 5})}

    def __init__(self, *args, feedback: Feedback, focus_items, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, aspect=feedback.aspects.all())
        offer(self, focus_item=focus_items)


class CopiesForm(forms.Form):
    """The cc line, one field a class (YN-31)."""

    leaders = forms.ModelMultipleChoiceField(
        label=CopyClass.LEADER.label, queryset=User.objects.none()
    )
    superiors = PickSeveralField(
        label=CopyClass.SUPERIOR.label, queryset=Organization.objects.none()
    )
    departments = PickSeveralField(
        label=CopyClass.DEPARTMENT.label, queryset=Organization.objects.none()
    )

    def __init__(self, *args, feedback: Feedback, **kwargs):
        super().__init__(*args, **kwargs)
        others = Organization.objects.exclude(pk=feedback.organization_id)
        offer(self, leaders=holders(*LEADING, organization=feedback.body))
        offer(self, superiors=others)
        offer(self, departments=others)
        copies = list(feedback.copies.all())
        self.initial = {
            "leaders": [c.person_id for c in copies if c.kind == CopyClass.LEADER],
            "superiors": [c.organization_id for c in copies if c.kind == CopyClass.SUPERIOR],
            "departments": [c.organization_id for c in copies if c.kind == CopyClass.DEPARTMENT],
        }


class ImportForm(forms.Form):
    upload = forms.FileField(label=_("Workbook"))
