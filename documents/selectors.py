"""What is read about documents."""

from django.db.models import QuerySet

from accounts.models import User
from documents.models import IssuedDocument


def files_visible_to(user: User) -> QuerySet:
    """Ids of the files of the documents that ``user`` may see."""
    rows: QuerySet = IssuedDocument.objects.visible_to(user).exclude(pdf=None).values("pdf_id")
    return rows


def documents_for_list(user: User) -> QuerySet[IssuedDocument]:
    rows: QuerySet[IssuedDocument] = IssuedDocument.objects.visible_to(user)
    return rows.select_related("body", "organization", "job", "issued_by")
