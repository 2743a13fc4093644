"""From a document's frozen content to its frozen bytes. Runs in a worker, never in a request."""

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, override

from accounts import files, jobs, journal
from accounts.models import Job
from documents import kinds
from documents.issuing import RENDER
from documents.kinds import Kind
from documents.models import IssuedDocument

PRESS = str(Path(__file__).with_name("press.py"))
# What the press answers when something on the page points outside, and when a letter has no font.
REACHED_OUT = 3
NO_FONT = 4
# The press gets no secret of ours: only what finds libraries and fonts.
NEEDED = ("PATH", "HOME", "LANG", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")
STYLES = "print/official.css"
TOO_LONG = gettext_noop(
    "Setting this document took longer than %(seconds)s seconds. Shorten its texts or divide it."
)
TOO_MUCH = gettext_noop(
    "This document cannot be set: its content breaks the page. Shorten very long texts and tables."
)
BOXES = gettext_noop(
    "The server has no font for these letters: %(letters)s. Write them otherwise, or ask the"
    " administrator to install a font that has them."
)
SEALED_OFF = gettext_noop("This document cannot be set: it refers to something outside the system.")


@jobs.runner(
    RENDER, title=_("Setting a document"), page=lambda job: job.document.get_absolute_url()
)
def render_job(job: Job) -> None:
    """Set the document of ``job`` and freeze its bytes. Safe to run twice: once set, it stays.

    The file belongs to the document, not to the job: whoever set it loses sight of it with it.
    """
    document = IssuedDocument.objects.get(job=job)
    if not document.is_rendered:
        _freeze(document, set_pdf(kinds.get(document.kind), page_of(document)))


def page_of(document: IssuedDocument, *, copy: str = "") -> str:
    """The document as one self-contained HTML page; ``copy`` is the mark of a reader's copy."""
    return page(
        kinds.get(document.kind),
        document.template_version,
        document.context,
        number=document.number,
        title=document.title,
        code=document.shown_code,
        inspection=document.context.get("inspection") or document.body.inspection_word,
        data_at=document.data_at,
        copy=copy,
    )


def page(kind: Kind, version: int, content: dict[str, Any], **frame: Any) -> str:
    """``content`` in Chinese, the style sheet inside, so that nothing is ever fetched."""
    with override("zh-hans"):
        # Our own file, read from our own static folder.
        styles = mark_safe(Path(str(finders.find(STYLES))).read_text(encoding="utf-8"))  # noqa: S308
        words = {**frame, "styles": styles, "letter": kind.filled(content)}
        return render_to_string(kind.template(version), words)


def set_pdf(kind: Kind, source: str) -> bytes:
    """The PDF of one page description, set by a sealed process of its own."""
    command = [sys.executable, "-I", PRESS, str(kind.seconds)]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, a number as its only argument
            command,
            input=source.encode(),
            capture_output=True,
            env={name: os.environ[name] for name in NEEDED if name in os.environ},
            timeout=kind.seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise jobs.Failed(TOO_LONG, seconds=kind.seconds) from None
    if done.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise jobs.Failed(TOO_LONG, seconds=kind.seconds)
    if done.returncode == REACHED_OUT:
        raise jobs.Failed(SEALED_OFF)
    if done.returncode == NO_FONT:
        raise jobs.Failed(BOXES, letters=done.stdout.decode()[:50])
    if done.returncode or not done.stdout.startswith(b"%PDF-"):
        raise jobs.Failed(TOO_MUCH)
    return done.stdout


@transaction.atomic
def _freeze(document: IssuedDocument, pdf: bytes) -> None:
    """Keep the bytes with their hash; from here on the database refuses every change."""
    upload = SimpleUploadedFile(_file_name(document), pdf, content_type="application/pdf")
    document.pdf = files.store(upload, actor=document.issued_by)
    document.sha256 = hashlib.sha256(pdf).hexdigest()
    document.rendered_at = timezone.now()
    document.save(update_fields=["pdf", "sha256", "rendered_at"])
    journal.record(actor=None, verb="document.set", subject=document, sha256=document.sha256)


def _file_name(document: IssuedDocument) -> str:
    return f"{document.number} {document.title[:80]}.pdf".strip()
