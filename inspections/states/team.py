"""Where a team may stand, how it is organised, and on what ground a member keeps away."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class TeamState(TextChoices):
    FORMING = "forming", pgettext_lazy("team", "Forming")
    RECUSAL_CHECK = "recusal_check", pgettext_lazy("team", "Recusal check")
    AUTHORIZED = "authorized", pgettext_lazy("team", "Authorised")
    STATIONED = "stationed", pgettext_lazy("team", "On site")
    WITHDRAWN = "withdrawn", pgettext_lazy("team", "Withdrawn")
    DISSOLVED = "dissolved", pgettext_lazy("team", "Dissolved")


class OrganizationMode(TextChoices):
    """How a team relates to the places it inspects (YN-18)."""

    DIRECT = "direct", pgettext_lazy("mode", "Own level")
    ELEVATED = "elevated", pgettext_lazy("mode", "Elevated")
    CROSS = "cross", pgettext_lazy("mode", "Cross")
    INTEGRATED = "integrated", pgettext_lazy("mode", "Integrated")
    ASSISTED = "assisted", pgettext_lazy("mode", "Assisted")
    ROTATIONAL = "rotational", pgettext_lazy("mode", "Rotational")
    LINKED = "linked", pgettext_lazy("mode", "Linked")


class MemberKind(TextChoices):
    STANDING = "standing", pgettext_lazy("member", "Standing")
    SECONDED = "seconded", pgettext_lazy("member", "Seconded")
    EXPERT = "expert", pgettext_lazy("member", "Expert")


class RecusalGround(TextChoices):
    """Why a member may have to keep away (domain.md 4.3)."""

    OWN_UNIT = "own_unit", pgettext_lazy("recusal", "Works in the unit")
    FORMER_UNIT = "former_unit", pgettext_lazy("recusal", "Worked in the unit before")
    NATIVE_PLACE = "native_place", pgettext_lazy("recusal", "Native place")
    INSPECTED_BEFORE = "inspected_before", pgettext_lazy("recusal", "Inspected the unit before")
    RELATIVE = "relative", pgettext_lazy("recusal", "Relative in the unit")
    SUBORDINATE = "subordinate", pgettext_lazy("recusal", "Former subordinate of its head")
    OTHER = "other", pgettext_lazy("recusal", "Other influence")


TEAM_STEPS = {
    TeamState.FORMING: frozenset({TeamState.RECUSAL_CHECK, TeamState.DISSOLVED}),
    TeamState.RECUSAL_CHECK: frozenset(
        {TeamState.AUTHORIZED, TeamState.FORMING, TeamState.DISSOLVED}
    ),
    TeamState.AUTHORIZED: frozenset({TeamState.STATIONED, TeamState.DISSOLVED}),
    TeamState.STATIONED: frozenset({TeamState.WITHDRAWN}),
    TeamState.WITHDRAWN: frozenset({TeamState.DISSOLVED}),
    TeamState.DISSOLVED: frozenset(),
}

TEAM_TONES = {
    TeamState.FORMING: "draft",
    TeamState.RECUSAL_CHECK: "sent",
    TeamState.AUTHORIZED: "passed",
    TeamState.STATIONED: "running",
    TeamState.WITHDRAWN: "running",
    TeamState.DISSOLVED: "closed",
}

# Who belongs to the team and what it inspects may still change.
OPEN_TO_CHANGE = (TeamState.FORMING, TeamState.RECUSAL_CHECK)
# The leading group's authority stands behind the team.
EMPOWERED = (TeamState.AUTHORIZED, TeamState.STATIONED, TeamState.WITHDRAWN)
# People may join, declare and be kept away: from the first naming to the end of the team.
JOINABLE = (*OPEN_TO_CHANGE, *EMPOWERED)
DECLARABLE = (TeamState.RECUSAL_CHECK, *EMPOWERED)
