"""The context of a printed working paper (D7)."""

from typing import Any

from django.utils import timezone
from django.utils.translation import override

from inspections.models import PaperStep, WorkingPaper
from inspections.states.paper import PaperDeed


@override("zh-hans")  # on paper it is Chinese, whatever the clerk reads
def working_paper_context(paper: WorkingPaper) -> dict[str, Any]:
    """Everything the signed page shows, as it stands at the signature."""
    context = {
        "paper_number": paper.number,
        "round": paper.assignment.round.name,
        "team": paper.team.name,
        "target": paper.organization.name,
        "title": paper.title,
        "focus": str(paper.focus_item),
        "manifestation": paper.manifestation,
        "basis": paper.basis,
        "evidence": _evidence(paper),
        "responsibility": _responsibility(paper),
        "handlers": [str(handler.person) for handler in paper.handlers.select_related("person")],
        "writer": str(paper.writer),
        "written_on": timezone.localdate(paper.created_at).isoformat(),
    }
    if paper.found_on:
        context["found_on"] = paper.found_on.isoformat()
    steps = paper.steps.select_related("person")
    for name, deed in OPINIONS.items():
        step = steps.filter(deed=deed).first()
        if step is not None:
            context[name] = _opinion(step)
    return context


OPINIONS = {
    "review": PaperDeed.REVIEWED,
    "meeting": PaperDeed.CONFIRMED,
    "leader": PaperDeed.SIGNED,
}


def _opinion(step: PaperStep) -> dict[str, str]:
    return {
        "text": step.opinion or "同意。",
        "by": str(step.person),
        "on": timezone.localdate(step.at).isoformat(),
    }


def _evidence(paper: WorkingPaper) -> list[dict[str, str]]:
    return [
        {
            "number": str(piece.number),
            "title": piece.caption,
            "form": str(piece.get_form_display()),
            "extent": "，".join(filter(None, [piece.source, piece.pages])),
        }
        for piece in paper.evidence.all()
    ]


def _responsibility(paper: WorkingPaper) -> dict[str, str]:
    """Party and finding of each kind; a kind without a party prints its reason alone."""
    kinds = ("responsible_body", "first_responsible", "main_leader", "supervision")
    lines = {
        kind: "：".join(filter(None, [getattr(paper, kind), getattr(paper, f"{kind}_finding")]))
        for kind in kinds
    }
    return {kind: line for kind, line in lines.items() if line}
