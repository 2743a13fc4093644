"""Where a plan may stand, what its targets are, and the steps between."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class PlanState(TextChoices):
    DRAFT = "draft", pgettext_lazy("plan", "Draft")
    UNDER_REVIEW = "under_review", pgettext_lazy("plan", "Before the leading group")
    GROUP_PASSED = "group_passed", pgettext_lazy("plan", "Passed by the leading group")
    ADOPTED = "adopted", pgettext_lazy("plan", "Adopted by the committee")
    IN_FORCE = "in_force", pgettext_lazy("plan", "In force")
    COMPLETED = "completed", pgettext_lazy("plan", "Completed")
    SUPERSEDED = "superseded", pgettext_lazy("plan", "Replaced by a later edition")


class PlanDeed(TextChoices):
    """What one row of the plan's record says was done."""

    SUBMITTED = "submitted", pgettext_lazy("plan", "Submitted")
    LEADING_GROUP = "leading_group", pgettext_lazy("plan", "Leading group meeting")
    COMMITTEE = "committee", pgettext_lazy("plan", "Standing committee meeting")
    RETURNED = "returned", pgettext_lazy("plan", "Returned")
    ISSUED = "issued", pgettext_lazy("plan", "Issued")


class CoverageClass(TextChoices):
    FULL = "full", pgettext_lazy("coverage", "Full coverage")
    ELEVATED = "elevated", pgettext_lazy("coverage", "Elevated")


class TargetCategory(TextChoices):
    """The sectors (板块) by which a plan counts its targets."""

    CITY = "city", pgettext_lazy("category", "Cities and prefectures")
    COUNTY = "county", pgettext_lazy("category", "Counties and districts")
    ORGAN = "organ", pgettext_lazy("category", "Organs")
    UNIVERSITY = "university", pgettext_lazy("category", "Universities")
    ENTERPRISE = "enterprise", pgettext_lazy("category", "Enterprises")
    PARTY_ORGAN = (
        "party_organ",
        pgettext_lazy("category", "Discipline commissions and organization departments"),
    )
    ZONE = "zone", pgettext_lazy("category", "Development zones")
    TOWNSHIP = "township", pgettext_lazy("category", "Townships")
    COMMUNITY = "community", pgettext_lazy("category", "Villages and communities")


PLAN_STEPS = {
    PlanState.DRAFT: frozenset({PlanState.UNDER_REVIEW}),
    PlanState.UNDER_REVIEW: frozenset({PlanState.GROUP_PASSED, PlanState.DRAFT}),
    PlanState.GROUP_PASSED: frozenset({PlanState.ADOPTED, PlanState.DRAFT}),
    PlanState.ADOPTED: frozenset({PlanState.IN_FORCE}),
    PlanState.IN_FORCE: frozenset({PlanState.COMPLETED, PlanState.SUPERSEDED}),
    PlanState.COMPLETED: frozenset(),
    PlanState.SUPERSEDED: frozenset(),
}

PLAN_TONES = {
    PlanState.DRAFT: "draft",
    PlanState.UNDER_REVIEW: "sent",
    PlanState.GROUP_PASSED: "sent",
    PlanState.ADOPTED: "passed",
    PlanState.IN_FORCE: "running",
    PlanState.COMPLETED: "closed",
    PlanState.SUPERSEDED: "closed",
}

# From the issue on, the plan carries its document number.
ISSUED = (PlanState.IN_FORCE, PlanState.COMPLETED, PlanState.SUPERSEDED)
# An edition that is still on its way: there is at most one of these a term.
PENDING = (PlanState.DRAFT, PlanState.UNDER_REVIEW, PlanState.GROUP_PASSED, PlanState.ADOPTED)
