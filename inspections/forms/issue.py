from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from inspections.forms.choices import offer
from inspections.forms.paper import FocusChoiceField, focus_items_for
from inspections.models import Issue


class IssueForm(forms.ModelForm):
    class Meta:
        model = Issue
        fields = (
            "title",
            "text",
            "focus_item",
            "is_key_person",
            "is_key_matter",
            "is_key_issue",
        )
        field_classes = {"focus_item": FocusChoiceField}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "text": _("The wording that will be fed back: phenomenon, nature, responsibility."),
        }

    def __init__(self, *args, body: Organization, **kwargs):
        super().__init__(*args, **kwargs)
        offer(self, focus_item=focus_items_for(body, self.instance))
        self.fields["focus_item"].required = True
