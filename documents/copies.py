"""A reading copy: the same content with the reader's name on every page, for one person.

What is issued carries nobody's name; its bytes stay as they are. A copy that travels says whose it
was (docs/decisions/0005).
"""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import BigIntegerField, QuerySet
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import files, jobs
from accounts.models import Job, StoredFile, User
from documents import kinds, rendering
from documents.models import IssuedDocument

COPY = "documents.copy"
GONE = gettext_noop("You may no longer see this document.")


def still_seen(user: User) -> QuerySet:
    """Ids of the person's copies of documents that they may still see."""
    own = Job.objects.visible_to(user).filter(kind=COPY)
    of_document = Cast(KT("params__document"), BigIntegerField())
    seen = IssuedDocument.objects.visible_to(user).values("pk")
    rows: QuerySet = own.annotate(of_document=of_document).filter(of_document__in=seen)
    return rows.values("pk")


@jobs.runner(COPY, title=_("Making a reading copy"), still=still_seen)
def copy_job(job: Job) -> StoredFile:
    """Set the copy for the job's owner, who must still see the document when the worker gets to it."""
    seen = IssuedDocument.objects.visible_to(job.owner).exclude(rendered_at=None)
    document = seen.filter(pk=job.params["document"]).first()
    if document is None:
        raise jobs.Failed(GONE)
    page = rendering.page_of(document, copy=mark(job.owner))
    pdf = rendering.set_pdf(kinds.get(document.kind), page)
    upload = SimpleUploadedFile(f"{document} 阅读副本.pdf", pdf, content_type="application/pdf")
    return files.store(upload, actor=job.owner)


def mark(reader: User) -> str:
    """Who has the copy and since when."""
    moment = timezone.localtime().strftime("%Y-%m-%d %H:%M")
    return f"{reader.full_name} {reader.organization or ''} {moment} 阅读副本"
