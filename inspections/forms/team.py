"""Forms of teams, members, recusal and authority."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.pickers import PickField
from inspections.forms.plan import DayInput
from inspections.models import MEMBER_ROLES, PoolEntry, Team, TeamMember
from inspections.states.team import MemberKind, OrganizationMode, RecusalGround


class TeamForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=60)
    mode = forms.ChoiceField(choices=OrganizationMode.choices, label=_("Organisation mode"))
    home = PickField(
        Organization.objects.all(), to_field_name="code", label=_("Place the team comes from"),
        required=False, help_text=_("The code of the organisation; needed for a cross team."),
    )  # fmt: skip


class MemberForm(forms.Form):
    entry = forms.ModelChoiceField(PoolEntry.objects.none(), label=_("Person of the pool"))
    role = forms.ChoiceField(choices=MEMBER_ROLES, label=_("Role"))
    member_kind = forms.ChoiceField(choices=MemberKind.choices, label=_("Kind"))

    def __init__(self, *args: Any, team: Team, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = TeamMember.objects.serving().filter(team__round=team.round_id).values("person")
        pool = PoolEntry.objects.visible_to(user).filter(body=team.body_id)
        self.fields["entry"].queryset = pool.exclude(person__in=taken).select_related("person")
        self.fields["entry"].label_from_instance = _pool_label

    def values(self) -> dict[str, Any]:
        return {
            "person": self.cleaned_data["entry"].person,
            "role": self.cleaned_data["role"],
            "member_kind": self.cleaned_data["member_kind"],
        }


def _pool_label(entry: PoolEntry) -> str:
    parts = [str(entry.person), entry.person.post, entry.speciality]
    return " ".join(part for part in parts if part)


class PoolEntryForm(forms.Form):
    person = PickField(
        User.objects.filter(is_active=True), to_field_name="username", label=_("User name"),
    )  # fmt: skip
    may_lead = forms.BooleanField(label=_("May lead a team"), required=False)
    speciality = forms.CharField(label=_("Speciality"), max_length=60, required=False)
    native_place = PickField(
        Organization.objects.all(), to_field_name="code", label=_("Native place"), required=False,
        help_text=_("The code of the place's committee."),
    )  # fmt: skip
    former_unit = PickField(
        Organization.objects.all(), to_field_name="code", label=_("Last former unit"),
        required=False, help_text=_("Its code."),
    )  # fmt: skip
    left_on = forms.DateField(label=_("Left it on"), widget=DayInput(), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if bool(cleaned.get("former_unit")) != bool(cleaned.get("left_on")):
            self.add_error("left_on", _("Give the former unit together with the day of leaving."))
        return cleaned


class DeclarationForm(forms.Form):
    """One member's word about one organisation; the prefix is the organisation's key."""

    has_conflict = forms.ChoiceField(
        label=_("Must you keep away"), widget=forms.RadioSelect,
        choices=[("no", _("No reason to keep away")), ("yes", _("There is a reason"))],
    )  # fmt: skip
    ground = forms.ChoiceField(
        label=_("Ground"), required=False, choices=[("", "—"), *RecusalGround.choices]
    )
    statement = forms.CharField(
        label=_("Statement"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, organization: Organization, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"o{organization.pk}", **kwargs)
        self.organization = organization

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("has_conflict") == "yes":
            for name in ("ground", "statement"):
                if not cleaned.get(name):
                    self.add_error(name, _("Say which reason, and describe it in a sentence."))
        return cleaned

    def values(self) -> dict[str, Any]:
        return {
            "organization": self.organization,
            "has_conflict": self.cleaned_data["has_conflict"] == "yes",
            "ground": self.cleaned_data["ground"],
            "statement": self.cleaned_data["statement"],
        }


class LaterDeclarationForm(DeclarationForm):
    """A reason found after none was declared: nothing changes unless it is said."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"has_conflict": "no"}, **kwargs)


class DecisionForm(forms.Form):
    upheld = forms.ChoiceField(
        label=_("Decision"), widget=forms.RadioSelect,
        choices=[("yes", _("Must keep away")), ("no", _("May take part"))],
    )  # fmt: skip
    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}))

    def values(self) -> dict[str, Any]:
        return {
            "upheld": self.cleaned_data["upheld"] == "yes",
            "reason": self.cleaned_data["reason"],
        }


class AuthorizationForm(forms.Form):
    valid_from = forms.DateField(label=_("From"), widget=DayInput())
    valid_to = forms.DateField(label=_("To"), widget=DayInput())
    basis = forms.CharField(label=_("Decision it rests on"), max_length=200)


class SupplementForm(forms.Form):
    basis = forms.CharField(label=_("Decision it rests on"), max_length=200)


class ExtensionForm(forms.Form):
    valid_to = forms.DateField(label=_("To"), widget=DayInput())
    basis = forms.CharField(label=_("Decision it rests on"), max_length=200)
