from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from documents.kinds.schema import checked, filled


@dataclass(frozen=True)
class Kind:
    """One kind of document.

    ``schema`` is the TypedDict of its context; ``series`` names the number series it draws from
    (several kinds may share one) and ``word`` is the mark of the issuer printed before the year
    until the office sets its own; ``seconds`` bounds the rendering.
    """

    code: str
    title: str | Promise
    schema: type
    series: str
    word: str
    version: int = 1
    seconds: int = 30

    def template(self, version: int) -> str:
        return f"documents/{self.code}/v{version}.html"

    def checked(self, context: dict[str, Any]) -> dict[str, Any]:
        return checked(context, self.schema)

    def filled(self, content: dict[str, Any]) -> dict[str, Any]:
        whole: dict[str, Any] = filled(content, self.schema)
        return whole


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make ``kind`` known; called while the apps load. A code belongs to one kind."""
    if _KINDS.setdefault(kind.code, kind) != kind:
        raise ValueError(f"Two kinds of document are called {kind.code!r}.")
    return kind


def get(code: str) -> Kind:
    """The kind called ``code``; ``KeyError`` for one that was never registered."""
    return _KINDS[code]


def all_kinds() -> list[Kind]:
    return sorted(_KINDS.values(), key=lambda kind: kind.code)
