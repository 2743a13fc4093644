"""Forms of rounds, their targets and their comparison."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import Organization, User
from accounts.pickers import PickField
from inspections.forms.plan import DayInput
from inspections.models import Assignment, Round, Term
from inspections.selectors.plan import terms_of
from inspections.states.assignment import COVERED
from inspections.states.round import InspectionKind
from inspections.states.team import OrganizationMode


class RoundForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=80)
    kind = forms.ChoiceField(choices=InspectionKind.choices, label=_("Kind"))
    targets_per_team = forms.IntegerField(
        label=_("Targets a team"), min_value=1, max_value=20, initial=2
    )
    station_from = forms.DateField(label=_("On site from"), widget=DayInput())
    station_to = forms.DateField(label=_("On site to"), widget=DayInput())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("station_from"), cleaned.get("station_to")
        if start and end and end < start:
            self.add_error("station_to", _("The last day on site lies before the first."))
        return cleaned


class StageReasonForm(forms.Form):
    """Why the round goes on although some target is behind; ``seen`` is the stage it was in."""

    seen = forms.CharField(widget=forms.HiddenInput())
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))


class UnplannedRoundForm(RoundForm):
    term = forms.ModelChoiceField(Term.objects.none(), label=_("Term"))
    number = forms.IntegerField(label=pgettext_lazy("ordinal", "Number"), min_value=1, max_value=99)

    field_order = ["term", "number"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms_of(user)


class KindForm(forms.Form):
    """How one target is inspected; what the kind needs is asked by the service."""

    kind = forms.ChoiceField(choices=InspectionKind.choices, label=_("Kind"))
    subject = forms.CharField(
        label=_("Person, matter or issue"), max_length=200, required=False,
        help_text=_("Needed for a mobile inspection."),
    )  # fmt: skip
    earlier = forms.ModelChoiceField(
        Assignment.objects.none(), label=_("Earlier inspection"), required=False,
        help_text=_("Needed for a re-inspection."),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        round_: Round,
        user: User,
        organization: Organization | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        seen = Assignment.objects.visible_to(user)
        earlier = seen.filter(body=round_.body_id, state__in=COVERED)
        if organization is not None:
            earlier = earlier.filter(organization=organization)
        self.fields["earlier"].queryset = earlier.select_related("team", "organization")


class RoundTargetForm(KindForm):
    organization = PickField(
        Organization.objects.all(), to_field_name="code", label=_("Organisation code"),
    )  # fmt: skip

    field_order = ["organization"]


class TeamsForm(forms.Form):
    count = forms.IntegerField(label=_("Number of teams"), min_value=1, max_value=60)
    name = forms.CharField(
        label=_("Name"), max_length=50, help_text=_("{} stands for the number of the team.")
    )
    mode = forms.ChoiceField(
        label=_("Organisation mode"),
        choices=[
            choice
            for choice in OrganizationMode.choices
            if choice[0] not in (OrganizationMode.CROSS, OrganizationMode.ROTATIONAL)
        ],
    )
