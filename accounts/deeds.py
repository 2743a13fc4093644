"""How the journal reads: words for every deed, each app naming its own.

A step is named by the state it leads to, a change of fields as such; neither is registered.
"""

from collections.abc import Iterator, Mapping

from django.apps import apps
from django.utils.translation import pgettext, pgettext_lazy

from accounts.roles import Role
from accounts.verdicts import Sentence

EDITED = "edited"

_words: dict[str, Sentence] = {}
_rows: dict[str, Sentence] = {}

WORDS = {
    "session.opened": pgettext_lazy("deed", "signed in"),
    "session.closed": pgettext_lazy("deed", "signed out"),
    "organization.added": pgettext_lazy("deed", "organisation added"),
    "person.added": pgettext_lazy("deed", "account added"),
    "person.closed": pgettext_lazy("deed", "account closed"),
    "person.reopened": pgettext_lazy("deed", "account reopened"),
    "person.password_reset": pgettext_lazy("deed", "password reset"),
    "person.password_changed": pgettext_lazy("deed", "password changed"),
    "person.password_wrong": pgettext_lazy("deed", "wrong password given"),
    "duty.granted": pgettext_lazy("deed", "duty granted"),
    "duty.revoked": pgettext_lazy("deed", "duty ended"),
    "duty.confirmed": pgettext_lazy("deed", "duty confirmed by a second administrator"),
    "person.closing_asked": pgettext_lazy("deed", "closing or opening of an account asked for"),
    "person.closing_withdrawn": pgettext_lazy("deed", "closing or opening of an account withdrawn"),
    "person.reset_asked": pgettext_lazy("deed", "password reset asked for"),
    "person.reset_withdrawn": pgettext_lazy("deed", "password reset withdrawn"),
    "file.stored": pgettext_lazy("deed", "file taken in"),
    "file.taken": pgettext_lazy("deed", "file taken out"),
    "job.run_again": pgettext_lazy("deed", "work started again"),
    "journal.verified": pgettext_lazy("deed", "chain of the journal checked"),
    "list.exported": pgettext_lazy("deed", "list taken out"),
    "view.shared": pgettext_lazy("deed", "view of a list shared"),
}


def register(words: Mapping[str, Sentence], rows: Mapping[str, Sentence] | None = None) -> None:
    """Name the deeds of one app; called while the apps load. A deed is named once.

    ``rows`` names models that do not name themselves, by their label.
    """
    _rows.update(rows or {})
    for verb, word in words.items():
        if _words.setdefault(verb, word) is not word:
            raise ValueError(f"The deed {verb!r} is named twice.")


def label(verb: str) -> str:
    """What ``verb`` is called; the verb itself for one that nobody named."""
    if verb in _words:
        return str(_words[verb])
    name, _dot, last = verb.rpartition(".")
    if last == EDITED and _is_model(name):
        return pgettext("deed", "edited")
    if last in (states := _states(name)):
        return pgettext("deed", "moved to “%(state)s”") % {"state": states[last]}
    return verb


def reading(text: str) -> list[str]:
    """The verbs whose words hold ``text``."""
    return [verb for verb in _known() if text.lower() in label(verb).lower()]


def subject(kind: str, number: str) -> str:
    """The kind and number of a row, never its title: the journal's readers see no business text."""
    name = _rows.get(kind) or (apps.get_model(kind)._meta.verbose_name if _is_model(kind) else kind)
    return f"{name} {number}"


def role(code: str) -> str:
    return str(Role(code).label) if code in Role.values else code


def _known() -> Iterator[str]:
    yield from _words
    for model in apps.get_models():
        name = model._meta.label_lower
        yield f"{name}.{EDITED}"
        yield from (f"{name}.{state}" for state in _states(name))


def _is_model(name: str) -> bool:
    return name.count(".") == 1 and name.split(".")[1] in apps.all_models.get(
        name.split(".")[0], {}
    )


def _states(name: str) -> dict[str, str]:
    """The states of a model by their code; none for anything else."""
    if not _is_model(name):
        return {}
    fields = {field.name: field for field in apps.get_model(name)._meta.fields}
    return dict(fields["state"].flatchoices) if "state" in fields else {}
