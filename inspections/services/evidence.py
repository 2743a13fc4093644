"""The evidence table of a working paper: kept, corrected, removed, always on record."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max

from accounts import files, journal
from accounts.models import User
from inspections.models import PaperEvidence, WorkingPaper
from inspections.states.paper import EvidenceForm


@dataclass(frozen=True)
class EvidenceEntry:
    """One row of the evidence table as sent: an old piece (``pk``) or a new one (``upload``)."""

    caption: str
    source: str = ""
    pages: str = ""
    form: str = EvidenceForm.COPY
    pk: int | None = None
    upload: UploadedFile | None = None
    is_removed: bool = False


def keep_evidence(paper: WorkingPaper, entries: Sequence[EvidenceEntry], *, actor: User) -> None:
    """Bring the paper's evidence to what was sent; rows that were not sent stay."""
    held = {piece.pk: piece for piece in paper.evidence.select_related("file")}
    for entry in entries:
        if entry.pk is not None and entry.pk in held:
            _keep(held[entry.pk], entry, actor)
        elif entry.upload is not None:
            _add(paper, entry, entry.upload, actor)


def _keep(piece: PaperEvidence, entry: EvidenceEntry, actor: User) -> None:
    if entry.is_removed:
        _note("removed", piece, actor)
        piece.delete()
        return
    changes = {"caption": entry.caption, "source": entry.source, "pages": entry.pages}
    changes["form"] = entry.form
    changed = [name for name, value in changes.items() if getattr(piece, name) != value]
    for name in changed:
        setattr(piece, name, changes[name])
    if changed:
        piece.save(update_fields=changed)
        _note("changed", piece, actor)


def _add(paper: WorkingPaper, entry: EvidenceEntry, upload: UploadedFile, actor: User) -> None:
    stored = files.store(upload, actor=actor)
    last = paper.evidence.aggregate(last=Max("number"))["last"] or 0
    piece = PaperEvidence.objects.create(
        paper=paper,
        number=last + 1,
        file=stored,
        caption=entry.caption or stored.original_name[:120],
        source=entry.source,
        pages=entry.pages,
        form=entry.form,
    )
    _note("added", piece, actor)


def _note(deed: str, piece: PaperEvidence, actor: User) -> None:
    journal.record(
        actor=actor,
        verb=f"inspections.workingpaper.evidence_{deed}",
        subject=piece.paper,
        number=piece.number,
        sha256=piece.file.sha256,
    )
