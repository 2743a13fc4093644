"""The end of the journal's chain, written down outside of the database.

The chain tells a change within; that its tail was cut off, or all of it written anew, only somebody
tells who remembers how it ended. Each anchor is a line of a file: the time, the last entry, its seal.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import JournalEntry
from accounts.verdicts import Sentence

FILE = "journal-anchors.txt"


@dataclass(frozen=True)
class Anchor:
    """What the journal ended with at some time."""

    at: str
    position: int
    seal: str


@dataclass(frozen=True)
class Adrift:
    """An anchor that the journal no longer holds, with the sentence that says what is missing."""

    anchor: Anchor | None
    reason: Sentence


def drop() -> Anchor | None:
    """Write down how the journal ends now; nothing while it is empty or ends as last time."""
    last = JournalEntry.objects.exclude(position=None).order_by("-position").first()
    if last is None or last.position is None:
        return None
    anchor = Anchor(timezone.localtime().isoformat(timespec="seconds"), last.position, last.seal)
    before = [known for known in read() if isinstance(known, Anchor)]
    if before and (before[-1].position, before[-1].seal) == (anchor.position, anchor.seal):
        return None
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="ascii") as file:
        file.write(f"{anchor.at} {anchor.position} {anchor.seal}\n")
        file.flush()
        os.fsync(file.fileno())
    return anchor


def read() -> Iterator[Anchor | str]:
    """The anchors, oldest first; a line that is none as it stands."""
    if not _path().exists():
        return
    for line in _path().read_text(encoding="utf-8", errors="replace").splitlines():
        parts = line.split(" ")
        if len(parts) == 3 and parts[1].isascii() and parts[1].isdigit():
            yield Anchor(parts[0], int(parts[1]), parts[2])
        else:
            yield line


def verify() -> Adrift | None:
    """The first anchor that the journal does not hold; ``None`` when all hold."""
    known = list(read())
    wanted = [anchor.position for anchor in known if isinstance(anchor, Anchor)]
    entries = JournalEntry.objects.filter(position__in=wanted)
    seals = dict(entries.values_list("position", "seal"))
    for anchor in known:
        if isinstance(anchor, str):
            return Adrift(None, _("The file of anchors has a line that is no anchor."))
        if anchor.position not in seals:
            return Adrift(anchor, _shorter(anchor))
        if seals[anchor.position] != anchor.seal:
            words = {"position": anchor.position, "at": anchor.at}
            reason = _("Entry %(position)d is not the one that stood there on %(at)s.") % words
            return Adrift(anchor, reason)
    return None


def _shorter(anchor: Anchor) -> Sentence:
    last = JournalEntry.objects.exclude(position=None).order_by("-position").first()
    end = (last.position if last else None) or 0
    words = {"at": anchor.at, "then": anchor.position, "now": end, "missing": anchor.position - end}
    if end > anchor.position:
        return _("Entry %(then)d, which stood there on %(at)s, is missing.") % words
    return (
        _(
            "The journal ends at entry %(now)d; on %(at)s it had %(then)d: the last %(missing)d are missing."
        )
        % words
    )


def _path() -> Path:
    return Path(settings.JOURNAL_ANCHORS) / FILE
