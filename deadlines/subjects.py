"""What clocks run for, registered by the apps above in their ``AppConfig.ready``.

This engine knows no inspection words: the app that starts clocks of a kind says what the kind is
called, who its audiences are at this moment, and which of its clocks a reader may see.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from accounts.models import User
    from deadlines.models import Clock

LABEL = pgettext_lazy("clock", "Deadline")
DONE = pgettext_lazy("clock", "done")
Recipients = Callable[["Clock", str], "Iterable[User]"]
Visible = Callable[["User"], object]


def _nobody(clock: "Clock", audience: str) -> "Iterable[User]":
    return ()


def _nothing(user: "User") -> object:
    return ()


@dataclass(frozen=True)
class Subject:
    """A kind of clock. A neutral one never shows what it runs for: its label stands for a title."""

    kind: str
    label: str | Promise
    recipients: Recipients = _nobody
    visible: Visible = _nothing
    is_neutral: bool = False
    done: str | Promise = DONE

    def safe_title(self, title: str) -> str:
        return str(self.label) if self.is_neutral else title


_subjects: dict[str, Subject] = {}


def register(
    kind: str,
    *,
    recipients: Recipients,
    label: str | Promise = LABEL,
    visible: Visible = _nothing,
    is_neutral: bool = False,
    done: str | Promise = DONE,
) -> None:
    """Say what a kind of clock is.

    ``recipients(clock, audience)`` gives the users who now form an ``Audience`` of the clock.
    ``visible(user)`` gives the primary keys (a values subquery) of the clocks the user may see.
    ``done`` is the word beside the date once the clock stopped.
    """
    _subjects[kind] = Subject(kind, label, recipients, visible, is_neutral, done)


def of(kind: str) -> Subject:
    """The subject of a kind; an unregistered one reminds nobody, shows nothing, and is neutral."""
    return _subjects.get(kind, Subject(kind, LABEL, is_neutral=True))


def sources() -> Iterable[Subject]:
    return _subjects.values()
