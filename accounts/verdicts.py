"""Yes, or no with the sentence that says why."""

from dataclasses import dataclass, field

from django.utils.functional import Promise

Sentence = str | Promise


@dataclass(frozen=True)
class Verdict:
    """True when there is no reason against; the reason is a sentence the reader can act on."""

    reason: Sentence = ""

    def __bool__(self) -> bool:
        return not self.reason


ALLOWED = Verdict()


class NotAllowed(Exception):
    """Refused, with a sentence written for the reader."""

    def __init__(self, reason: Sentence) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Difference:
    """One field that somebody else changed meanwhile."""

    label: Sentence
    yours: object
    theirs: object


@dataclass
class StaleEdit(NotAllowed):
    """The row was changed after the form was opened; nothing was saved."""

    reason: Sentence
    differences: list[Difference] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(self.reason)


def demand(verdict: Verdict) -> None:
    """Raise ``NotAllowed`` with the verdict's own sentence unless it is a yes."""
    if not verdict:
        raise NotAllowed(verdict.reason)
