"""Checking a context against the TypedDict that describes it, before anything is issued.

A context is plain JSON: text, whole numbers, truth values, lists and dicts of these. What a
template prints is therefore known, bounded and frozen at the moment of issue.
"""

import datetime
import re
from typing import Annotated, Any, NotRequired, Required, get_args, get_origin, get_type_hints

from django.utils.translation import gettext_lazy as _

from accounts.verdicts import NotAllowed

#: A calendar day as ``2026-03-05``; templates print it as 2026年3月5日.
Day = Annotated[str, "day"]

LONGEST_TEXT = 20_000
LONGEST_LIST = 5_000
LARGEST_CONTEXT = 2_000_000

# WeasyPrint stalls on U+2011; XML and JSONB refuse the rest; directional marks could reorder what
# is signed.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)


class Mismatch(ValueError):
    """The context is not what the kind asks for: a mistake of the caller, never of the reader."""


def checked(context: dict[str, Any], schema: type) -> dict[str, Any]:
    """A clean copy of ``context``, shaped as ``schema``.

    Raises ``Mismatch`` for a wrong shape and ``NotAllowed`` for a text or a list beyond the bounds.
    """
    clean: dict[str, Any] = _checked(context, schema, "context")
    if _weight(clean) > LARGEST_CONTEXT:
        raise NotAllowed(_("This document is too long to print. Divide it into parts."))
    return clean


def _checked(value: Any, wanted: Any, where: str) -> Any:
    if get_origin(wanted) is Annotated:
        return _day(value, where)
    if get_origin(wanted) is list:
        return _list(value, get_args(wanted)[0], where)
    if hasattr(wanted, "__required_keys__"):
        return _record(value, wanted, where)
    if wanted is str:
        return _text(value, where)
    if type(value) is not wanted:
        raise Mismatch(f"{where}: {wanted.__name__} wanted, {type(value).__name__} given")
    return value


def _record(value: Any, wanted: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Mismatch(f"{where}: a dict wanted, {type(value).__name__} given")
    hints = get_type_hints(wanted, include_extras=True)
    unknown = sorted(set(value) - set(hints))
    missing = sorted(wanted.__required_keys__ - set(value))
    if unknown or missing:
        raise Mismatch(f"{where}: unknown {unknown}, missing {missing}")
    return {key: _checked(item, _bare(hints[key]), f"{where}.{key}") for key, item in value.items()}


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) in (NotRequired, Required) else hint


def _list(value: Any, wanted: Any, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise Mismatch(f"{where}: a list wanted, {type(value).__name__} given")
    if len(value) > LONGEST_LIST:
        raise NotAllowed(
            _("A printed list holds at most %(most)s rows; this one has %(rows)s. Divide it.")
            % {"most": LONGEST_LIST, "rows": len(value)}
        )
    return [_checked(item, wanted, f"{where}[{index}]") for index, item in enumerate(value)]


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise Mismatch(f"{where}: text wanted, {type(value).__name__} given")
    text = printable(value)
    if len(text) > LONGEST_TEXT:
        raise NotAllowed(
            _("A text of this document has %(length)s characters; at most %(most)s can be printed.")
            % {"length": len(text), "most": LONGEST_TEXT}
        )
    return text


def _day(value: Any, where: str) -> str:
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise Mismatch(f"{where}: a day as 2026-03-05 wanted, {value!r} given") from None


def filled(content: Any, wanted: Any) -> Any:
    """``content`` with a blank for every optional part left out, so that a template knows them all."""
    if get_origin(wanted) is list:
        return [filled(item, get_args(wanted)[0]) for item in content]
    if not hasattr(wanted, "__required_keys__"):
        return content
    hints = get_type_hints(wanted, include_extras=True)
    return {
        key: filled(content[key], _bare(hint)) if key in content else _blank(_bare(hint))
        for key, hint in hints.items()
    }


def _blank(wanted: Any) -> Any:
    return (
        [] if get_origin(wanted) is list else None if hasattr(wanted, "__required_keys__") else ""
    )


def _weight(value: Any) -> int:
    if isinstance(value, dict):
        return sum(_weight(item) for item in value.values())
    if isinstance(value, list):
        return sum(_weight(item) + 10 for item in value)
    return len(value) if isinstance(value, str) else 8


def printable(text: str) -> str:
    """``text`` without characters that cannot or must not be printed, line ends made one kind."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2011", "-")
    return _UNPRINTABLE.sub("", text).strip()
