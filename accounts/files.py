"""Files: checked, hashed, stored under a random name, handed out only to who may see their row."""

import hashlib
import logging
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import contents, journal
from accounts.models import StoredFile, User
from accounts.models.file import FOLDER
from accounts.verdicts import NotAllowed

OFFICE_ZIP = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ofd": "application/ofd",
    "zip": "application/zip",
}
OFFICE_OLE = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
    "dps": "application/vnd.ms-powerpoint",
}
PICTURES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
TYPES = {
    **OFFICE_ZIP,
    **OFFICE_OLE,
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "txt": "text/plain",
    "csv": "text/csv",
}
ALLOWED = sorted(TYPES)
# A file is written moments before its row; older ones without a row were left behind.
LEFT_BEHIND = timedelta(days=1)

logger = logging.getLogger(__name__)

Source = Callable[[User], QuerySet]
_sources: list[Source] = []
_written: ContextVar[list[str] | None] = ContextVar("written", default=None)


def register_source(source: Source) -> None:
    """Let ``source(user)``, a queryset of file ids, add to what a person may download."""
    _sources.append(source)


def visible_to(user: User) -> QuerySet[StoredFile]:
    """The files of rows the person may see, and no others."""
    allowed = Q(pk__in=[])
    for source in _sources:
        allowed |= Q(pk__in=source(user))
    return StoredFile.objects.filter(allowed)


def store(upload: UploadedFile, *, actor: User) -> StoredFile:
    """Check, hash and keep one uploaded file; journaled.

    Raises ``NotAllowed`` with a sentence for the reader when it is empty, too large, of a kind
    that is not taken, or not what its name says.
    """
    name = clean_name(upload.name or "")
    content_type = check(upload, name)
    digest = hashlib.sha256()
    for chunk in upload.chunks():
        digest.update(chunk)
    upload.seek(0)
    row = StoredFile(
        original_name=name,
        content_type=content_type,
        size=upload.size or 0,
        sha256=digest.hexdigest(),
        uploaded_by=actor,
    )
    row.content.save(name, upload, save=False)
    written = _written.get()
    if written is not None and row.content.name:
        written.append(row.content.name)
    row.save()
    journal.record(actor=actor, verb="file.stored", subject=row, sha256=row.sha256)
    return row


@contextmanager
def nothing_left_behind() -> Iterator[None]:
    """Take off the disk what was written inside and whose row did not stay: a refused upload.

    Stands outside of the transaction, so that it sees what that kept. What a crash leaves is for
    ``sweep``.
    """
    before, mine = _written.get(), list[str]()
    _written.set(mine)
    try:
        yield
    finally:
        _written.set(before)
        try:
            _remove_rowless(mine)
        except (DatabaseError, OSError):
            logger.warning("Files of a refused upload stay until they are swept: %s", mine)


def sweep() -> int:
    """Remove files that have lain for a day without a row; the number removed.

    Nothing is removed while there is no row at all: then the database is being restored.
    """
    if not StoredFile.objects.exists():
        return 0
    since = timezone.now() - LEFT_BEHIND
    return sum(_remove_rowless(names) for names in _folders_before(since))


def _folders_before(moment: datetime) -> Iterator[list[str]]:
    """The names of the files written before ``moment``, folder by folder."""
    storage = StoredFile._meta.get_field("content").storage
    if not storage.exists(FOLDER):
        return
    for folder in storage.listdir(FOLDER)[0]:
        names = [f"{FOLDER}/{folder}/{name}" for name in storage.listdir(f"{FOLDER}/{folder}")[1]]
        yield [name for name in names if storage.get_modified_time(name) < moment]


def _remove_rowless(names: list[str]) -> int:
    if not names:
        return 0
    storage = StoredFile._meta.get_field("content").storage
    kept = StoredFile.objects.filter(content__in=names).values_list("content", flat=True)
    rowless = set(names).difference(kept)
    for name in rowless:
        storage.delete(name)
    return len(rowless)


def clean_name(name: str) -> str:
    """The name as shown: no path, no control or direction marks, at most 200 characters."""
    base = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(c for c in base if unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    stem, dot, extension = kept.strip(" .").rpartition(".")
    return f"{stem[:190]}{dot}{extension[:10]}" if dot else kept[:200]


def check(upload: UploadedFile, name: str) -> str:
    """The content type of ``upload`` once it proved to be what its name says."""
    extension = name.rpartition(".")[2].lower()
    limit = settings.UPLOAD_LIMIT_MB
    if not upload.size:
        raise NotAllowed(_("“%(name)s” is empty.") % {"name": name})
    if upload.size > limit * 1024 * 1024:
        raise NotAllowed(
            _("“%(name)s” is larger than %(limit)s MB.") % {"name": name, "limit": limit}
        )
    if extension not in ALLOWED:
        raise NotAllowed(
            _("“%(name)s”: files of this kind are not taken. Taken are: %(kinds)s.")
            % {"name": name, "kinds": ", ".join(ALLOWED)}
        )
    try:
        _look_at(upload, extension)
        upload.seek(0)
        contents.scan(upload)
    except contents.Unfit as found:
        raise NotAllowed(found.reason % {"name": name, **found.words}) from None
    finally:
        upload.seek(0)
    return TYPES[extension]


def _look_at(upload: UploadedFile, extension: str) -> None:
    """Raise ``Unfit`` unless the content is what ``extension`` says, and keeps still."""
    upload.seek(0)
    if extension == "pdf":
        contents.pdf(upload)
    elif extension in PICTURES:
        contents.picture(upload, PICTURES[extension])
    elif extension in OFFICE_OLE:
        contents.old_office(upload)
    elif extension in OFFICE_ZIP:
        contents.archive(upload, extension, set(TYPES) - {"zip"})
    else:
        contents.text(upload)
