"""What must be true of a planned target, whether typed into a form or read from a workbook."""

from collections.abc import Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from inspections.models import InspectionPlan
from inspections.states.plan import CoverageClass, TargetCategory

Sentence = str | Promise


def faults(
    plan: InspectionPlan,
    *,
    organization: Organization | None,
    category: str,
    coverage_class: str,
    round_number: int | None,
    tag: str,
) -> Iterator[tuple[str, Sentence]]:
    """Field and sentence of everything that is wrong; nothing for a good target."""
    if organization is None:
        yield (
            "organization",
            _(
                "No organisation has this code. Correct the code, or have the system administrator"
                " add the organisation."
            ),
        )
    elif organization == plan.body:
        yield "organization", _("An inspecting body does not inspect itself.")
    if category not in TargetCategory.values:
        yield "category", _("There is no such category; choose one from the list.")
    if coverage_class not in CoverageClass.values:
        yield "coverage_class", _("Choose full coverage or elevated.")
    elif organization is not None and coverage_class == CoverageClass.ELEVATED:
        yield from _elevated(plan, organization)
    if round_number is not None and not 1 <= round_number <= plan.round_count:
        yield "round_number", _("The plan has rounds 1 to %(last)s.") % {"last": plan.round_count}
    if len(tag) > 40:
        yield "tag", _("A tag has at most 40 characters.")


def _elevated(plan: InspectionPlan, organization: Organization) -> Iterator[tuple[str, Sentence]]:
    """An elevated target is normally another level's target (HLJ-06)."""
    if organization.level == plan.body.level:
        yield (
            "coverage_class",
            _("An elevated target belongs to another level than the inspecting body."),
        )
