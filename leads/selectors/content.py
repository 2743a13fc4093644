"""What an opened lead says. Nothing here may be kept: it lives as long as the page is built."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import PurePosixPath

from django.db.models import Q

from accounts.models import User
from leads import rules
from leads.models import Lead, LeadAttachment, LeadOpening, LeadPerson, LeadStep
from leads.sealing.envelope import Box
from leads.selectors.boxes import open_box, place_of, unseal_text
from leads.states import Compartment, PersonPart


@dataclass(frozen=True)
class PersonContent:
    part: str
    label: str
    is_informant: bool
    is_masked: bool
    name: str = field(default="", repr=False)
    id_number: str = field(default="", repr=False)
    post: str = field(default="", repr=False)
    also_in: list[Lead] = field(default_factory=list)


@dataclass(frozen=True)
class AttachmentContent:
    number: int
    size: int
    added_at: datetime
    name: str = field(repr=False)


@dataclass(frozen=True)
class StepContent:
    row: LeadStep
    note: str = field(repr=False)


@dataclass(frozen=True)
class CaseContent:
    """The discipline side's own file; ``None`` in its place for everybody else."""

    dispositions: list[dict[str, object]] = field(repr=False)
    outcomes: list[dict[str, object]] = field(repr=False)


@dataclass(frozen=True)
class LeadContent:
    subject: str = field(repr=False)
    text: str = field(repr=False)
    evidence: str = field(repr=False)
    summary: str = field(repr=False)
    persons: list[PersonContent] = field(repr=False)
    attachments: list[AttachmentContent] = field(repr=False)
    steps: list[StepContent] = field(repr=False)
    case: CaseContent | None = field(repr=False)


def boxes_of(user: User, lead: Lead) -> tuple[Box | None, Box | None]:
    """The intake box and the case box, as far as the person's groups hold their keys now."""
    groups = rules.holder_groups(rules.standing(user, lead), lead)
    if not groups:
        return None, None
    return (
        open_box(lead, Compartment.INTAKE, groups),
        open_box(lead, Compartment.CASE, groups),
    )


def content_for(opening: LeadOpening, *, user: User) -> LeadContent | None:
    """The lead in clear, for the bearer of the pass; ``None`` when their key is gone meanwhile.

    Raises ``SealRefused`` when a sealed value was changed or moved.
    """
    lead = opening.lead
    box, case_box = boxes_of(user, lead)
    if box is None:
        return None
    return LeadContent(
        subject=unseal_text(box, lead, "subject"),
        text=unseal_text(box, lead, "text"),
        evidence=unseal_text(box, lead, "evidence"),
        summary=unseal_text(box, lead, "summary"),
        persons=[
            _person(box, person, opening, user) for person in lead.persons.order_by("position")
        ],
        attachments=[_attachment(box, row) for row in lead.attachments.order_by("number")],
        steps=_steps(lead, box, case_box),
        case=_case(lead, case_box) if case_box else None,
    )


def _person(box: Box, person: LeadPerson, opening: LeadOpening, user: User) -> PersonContent:
    is_informant = person.part == PersonPart.INFORMANT
    if is_informant and not opening.with_informant:
        return PersonContent(person.part, person.get_part_display(), is_informant, is_masked=True)
    return PersonContent(
        person.part,
        person.get_part_display(),
        is_informant,
        is_masked=False,
        name=unseal_text(box, person, "name"),
        id_number=unseal_text(box, person, "id_number"),
        post=unseal_text(box, person, "post"),
        also_in=[] if is_informant else same_person_elsewhere(person, user=user),
    )


def same_person_elsewhere(person: LeadPerson, *, user: User) -> list[Lead]:
    """Other leads on the same name or id number, of those the reader may know; no name is read."""
    same = Q(name_mark=person.name_mark)
    if bytes(person.id_number_mark):
        same |= Q(id_number_mark=person.id_number_mark)
    others = LeadPerson.objects.filter(same, part=PersonPart.SUBJECT).exclude(lead=person.lead_id)
    known = Lead.objects.visible_to(user).filter(pk__in=others.values("lead_id"))
    return list(known.order_by("number"))


def _attachment(box: Box, row: LeadAttachment) -> AttachmentContent:
    return AttachmentContent(row.number, row.size, row.added_at, unseal_text(box, row, "name"))


@dataclass(frozen=True)
class AttachmentFile:
    ending: str
    body: bytes = field(repr=False)


def attachment_file(opening: LeadOpening, number: int, *, user: User) -> AttachmentFile | None:
    """One file in clear, for the bearer of the pass; ``None`` when there is none for them."""
    box, _ = boxes_of(user, opening.lead)
    row = opening.lead.attachments.filter(number=number).first()
    if box is None or row is None:
        return None
    ending = PurePosixPath(unseal_text(box, row, "name")).suffix.lower()
    with row.content.open("rb") as handle:
        body = box.unseal(handle.read(), place_of(row, "content"))
    return AttachmentFile(ending if ending.isascii() else "", body)


def _steps(lead: Lead, box: Box, case_box: Box | None) -> list[StepContent]:
    boxes = {Compartment.INTAKE: box, Compartment.CASE: case_box}
    steps = []
    for step in lead.steps.select_related("by").order_by("at", "pk"):
        key = boxes[Compartment(step.compartment)]
        steps.append(StepContent(step, unseal_text(key, step, "note") if key else ""))
    return steps


def _case(lead: Lead, box: Box) -> CaseContent:
    dispositions = [
        {
            "row": row,
            "opinion": unseal_text(box, row, "opinion"),
            "approver": unseal_text(box, row, "approver"),
        }
        for row in lead.dispositions.select_related("decided_by").order_by("decided_at", "pk")
    ]
    outcomes = [
        {"row": row, "note": unseal_text(box, row, "note")}
        for row in lead.outcomes.select_related("reported_by").order_by("reported_at", "pk")
    ]
    return CaseContent(dispositions, outcomes)
