"""Words typed into a long form are kept while they are typed, until the form is saved.

Only forms that an app names here are kept: words meant for a sealed place never lie in this table.
"""

import json
from collections.abc import Mapping
from datetime import timedelta

from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import FormDraft, User
from accounts.verdicts import NotAllowed

KEPT_FOR = timedelta(days=14)
LONGEST = 200_000
_forms: set[str] = set()


def register(*view_names: str) -> None:
    """Let the forms under these addresses be kept while they are typed."""
    _forms.update(view_names)


def keep(owner: User, path: str, fields: Mapping[str, list[str]]) -> FormDraft:
    """Put down what is typed, in place of what was; what nobody came back to is forgotten."""
    if not _is_kept(path):
        raise NotAllowed(_("This form is not kept while it is typed."))
    if len(json.dumps(fields)) > LONGEST:
        raise NotAllowed(_("This is too long to be kept while it is typed. Please save it."))
    now = timezone.now()
    FormDraft.objects.filter(owner=owner, saved_at__lt=now - KEPT_FOR).delete()
    draft, _new = FormDraft.objects.update_or_create(
        owner=owner, path=path, defaults={"fields": fields, "saved_at": now}
    )
    return draft


def kept(owner: User, path: str) -> FormDraft | None:
    """What this person has typed here and not saved."""
    recent = timezone.now() - KEPT_FOR
    return FormDraft.objects.filter(owner=owner, path=path, saved_at__gte=recent).first()


def drop(owner: User, path: str) -> None:
    FormDraft.objects.filter(owner=owner, path=path).delete()


def _is_kept(path: str) -> bool:
    try:
        return resolve(path).view_name in _forms
    except Resolver404:
        return False
