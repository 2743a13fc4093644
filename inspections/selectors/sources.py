"""Which files and documents a person may open because of a plan or a notice."""

from django.db.models import QuerySet

from accounts.models import User
from inspections.models import InspectionNotice, PlanApproval, TargetImport


def minutes(user: User) -> QuerySet:
    rows: QuerySet = PlanApproval.objects.visible_to(user).exclude(minutes=None)
    return rows.values("minutes_id")


def imports(user: User) -> QuerySet:
    rows: QuerySet = TargetImport.objects.visible_to(user).values("file_id")
    return rows


def notice_documents(user: User) -> QuerySet:
    rows: QuerySet = InspectionNotice.objects.visible_to(user).values("document_id")
    return rows
