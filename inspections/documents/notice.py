"""The context of a printed inspection notice (D3)."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from accounts.roles import Role
from inspections.documents.wording import committee_of, kind_of
from inspections.models import Assignment, TeamMember


@override("zh-hans")  # on paper it is Chinese, whatever the clerk reads
def notice_context(
    assignment: Assignment, *, focus: Sequence[str], requirements: Sequence[str],
    contact: Mapping[str, str],
) -> dict[str, Any]:  # fmt: skip
    """Everything the notice says, as it stands on the day of issue."""
    round_ = assignment.round
    members = list(assignment.team.members.serving().select_related("person"))
    leaders = _names(members, Role.TEAM_LEADER)
    today = timezone.localdate().isoformat()
    context: dict[str, Any] = {
        "issuer": assignment.body.name,
        "recipient": assignment.organization.name,
        "signed_by": assignment.body.name,
        "signed_on": today,
        "printed_by": assignment.body.name,
        "printed_on": today,
        "decided_by": (
            f"{committee_of(assignment.body)}{assignment.body.inspection_word}工作领导小组"
        ),
        "round": round_.name,
        "team": assignment.team.name,
        "mode": kind_of(assignment),
        "target": assignment.organization.name,
        "starts_on": round_.station_from.isoformat(),
        "ends_on": round_.station_to.isoformat(),
        "leader": leaders[0] if leaders else "",
        "deputies": _names(members, Role.TEAM_DEPUTY),
        "members": _names(members, Role.TEAM_MEMBER) + _names(members, Role.TEAM_SPECIALIST),
        "focus": list(focus),
        "requirements": list(requirements),
    }
    if liaison := _names(members, Role.TEAM_LIAISON):
        context["liaison"] = liaison[0]
    if given := {name: value for name, value in contact.items() if value}:
        context["contact"] = given
    return context


def _names(members: list[TeamMember], role: str) -> list[str]:
    return [str(member.person) for member in members if member.role == role]
