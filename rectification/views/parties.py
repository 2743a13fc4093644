"""The three parties' columns on a page: what each said, and the form in the reader's own."""

from collections.abc import Callable
from typing import Any

from django.db.models import Manager
from django.http import Http404

from rectification import forms
from rectification.selectors.item import told_of
from rectification.states import Party


def columns(
    reviews: Manager,
    *,
    told_all: bool,
    mine: Callable[[Party], bool],
    bound: forms.OpinionForm | None = None,
    refusal: Any = "",
) -> list[dict[str, Any]]:
    """One column a party that was asked; ``told_all`` when the reader may read what was said.

    ``refusal`` says why the reader's own party cannot pass it, whatever it thinks.
    """
    found = {review.party: review for review in reviews.select_related("reviewer__organization")}
    rows = []
    for party in Party:
        if party not in found:
            continue
        is_mine = mine(party)
        sent = bound if bound is not None and bound.prefix == party else None
        rows.append(
            {
                "code": party,
                "party": party.label,
                "review": told_of(found[party]) if told_all else None,
                "mine": is_mine,
                "pass_refusal": refusal if is_mine else "",
                "form": (sent or forms.OpinionForm(prefix=party)) if is_mine else None,
            }
        )
    return rows


def known_party(party: str) -> Party:
    if party not in Party.values:
        raise Http404
    return Party(party)
