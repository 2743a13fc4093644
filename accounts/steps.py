"""Moving a row from state to state, and editing it: locked, checked, journaled, in one go."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import journal
from accounts.models import User
from accounts.verdicts import Difference, NotAllowed, Sentence, StaleEdit

# A state is a str, but a mapping of one kind of state passes for a mapping of str only as Any.
Steps = Mapping[Any, frozenset[Any]]
Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def move(
    row: models.Model, to: str, *, steps: Steps, actor: User | None, note: str = "", **changes: Any
) -> None:
    """Lock ``row``, check the step, save state and ``changes``, journal it.

    ``note`` is for the readers of ``row``: the journal itself keeps its length and digest.
    Raises ``NotAllowed`` when the row has meanwhile left the state that allows the step.
    """
    locked = lock(row)
    before = locked.state  # type: ignore[attr-defined]
    if to not in steps.get(before, frozenset()):
        raise NotAllowed(
            _("This is already “%(state)s”; reload the page to see where it stands.")
            % {"state": locked.get_state_display()}  # type: ignore[attr-defined]
        )
    _save(row, locked, {"state": to, **changes})
    journal.record(
        actor=actor,
        verb=f"{row._meta.label_lower}.{to}",
        subject=row,
        note=note,
        before=before,
        after=str(to),
    )


@transaction.atomic
def edit(row: models.Model, *, version: int, actor: User, **changes: Any) -> None:
    """Save ``changes`` if nobody edited ``row`` since ``version``; journal before and after.

    Raises ``StaleEdit`` with what the other person changed; then nothing is saved.
    """
    locked = lock(row)
    if locked.version != version:  # type: ignore[attr-defined]
        raise StaleEdit(
            _("Somebody else changed this while you were writing. Nothing was overwritten."),
            _differences(locked, changes),
        )
    changed = {name: value for name, value in changes.items() if getattr(locked, name) != value}
    if not changed:
        return
    before = {name: _journaled(locked, name, getattr(locked, name)) for name in changed}
    after = {name: _journaled(locked, name, value) for name, value in changed.items()}
    _save(row, locked, changed)
    journal.record(
        actor=actor, verb=f"{row._meta.label_lower}.edited", subject=row, before=before, after=after
    )


def posted_version(request: HttpRequest) -> int:
    """The version that the sent form was opened on; 0, which is always stale, when it is missing."""
    posted = request.POST.get("version", "")
    return int(posted) if posted.isascii() and posted.isdigit() and len(posted) < 10 else 0


def lock(row: Row) -> Row:
    """The row as it stands now, held until the transaction ends: judge this one, then write."""
    fresh: Row = type(row)._base_manager.select_for_update(of=("self",)).get(pk=row.pk)
    return fresh


def _save(row: models.Model, locked: models.Model, changes: Mapping[str, Any]) -> None:
    for name, value in changes.items():
        setattr(row, name, value)
    fields = [*changes]
    if hasattr(locked, "version"):
        row.version = locked.version + 1  # type: ignore[attr-defined]
        fields += ["version", "updated_at"]
    row.save(update_fields=fields)


def _differences(locked: models.Model, changes: Mapping[str, Any]) -> list[Difference]:
    return [
        Difference(_label(locked, name), value, getattr(locked, name))
        for name, value in changes.items()
        if getattr(locked, name) != value
    ]


def _label(row: models.Model, name: str) -> Sentence:
    return getattr(row._meta.get_field(name), "verbose_name", name)


def _journaled(row: models.Model, name: str, value: Any) -> Any:
    """A value as the journal keeps it: numbers, dates, choices and ids as they are.

    Of a text only the length and a digest: whoever reads the journal sees that and when it changed,
    and can tell whether a text at hand is the one, but reads nothing of it.
    """
    if isinstance(value, models.Model):
        return value.pk
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date | Decimal):
        return str(value)
    field = row._meta.get_field(name)
    if getattr(field, "choices", None) or getattr(
        getattr(field, "base_field", None), "choices", None
    ):
        return [str(each) for each in value] if isinstance(value, list) else str(value)
    return journal.digest(str(value))
