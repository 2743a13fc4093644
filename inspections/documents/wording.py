"""What official titles say: in Chinese whatever the clerk reads, 巡视 or 巡察 by the body's level."""

from django.utils.translation import override

from accounts.models import Organization
from accounts.models.organization import OrganizationKind
from documents.issuers import spoken_name
from inspections.models import Assignment
from inspections.states.round import InspectionKind


@override("zh-hans")
def kind_of(assignment: Assignment) -> str:
    """常规巡视, 专项巡察, 巡视“回头看”."""
    word = assignment.body.inspection_word
    kind = str(assignment.get_kind_display())
    if assignment.kind == InspectionKind.REINSPECTION:
        return f"{word}“{kind}”"
    return kind + word


def committee_of(body: Organization) -> str:
    """The committee in whose name the body inspects: 省委 of 省委巡视办, else the one above it."""
    own = spoken_name(body)
    if own != body.short_name:
        return own
    above = Organization.objects.get_parent(body)
    return str(above) if above and above.kind == OrganizationKind.COMMITTEE else own


def notice_title(assignment: Assignment) -> str:
    return f"关于对{assignment.organization.name}开展{kind_of(assignment)}的通知"


def opinion_title(assignment: Assignment) -> str:
    return f"关于{assignment.body.inspection_word}{assignment.organization.name}的反馈意见"


def report_title(assignment: Assignment) -> str:
    return f"关于{assignment.body.inspection_word}{assignment.organization.name}情况的报告"
