"""From the hand of whoever found it to the approved transfer."""

import uuid
from collections.abc import Sequence
from datetime import date

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import files, journal
from accounts.models import Organization, User
from accounts.verdicts import NotAllowed, demand
from inspections.models import Assignment
from leads import rules
from leads.models import Lead, LeadAttachment, LeadPerson
from leads.sealing import keyring
from leads.sealing.envelope import Box, new_box
from leads.sealing.fingerprints import fingerprint
from leads.selectors.boxes import box_to_write, open_box, place_of, unseal_text
from leads.services import course
from leads.services.envelopes import add_sealed, put_sealed, reserve_id, share
from leads.services.numbers import take_number
from leads.services.words import LeadWords, PersonWords
from leads.states import Compartment, HolderGroup, LeadState, Origin


@transaction.atomic
def register_lead(
    words: LeadWords, *, actor: User, body: Organization, assignment: Assignment | None
) -> Lead:
    """Seal what was found under a data key of its own and hand it to the leader and the lead clerks.

    Effects: the lead with its number, its persons and files sealed; the data key wrapped for the
    lead clerks and the leader of the team; a journal entry with the number alone; a neutral notice
    to both. Whoever registers is given nothing back: not the number, not a way to read it again.
    """
    demand(rules.may_register(actor, body, assignment))
    box = new_box(keyring.load())
    lead = add_sealed(
        Lead,
        box,
        sealed={"subject": words.subject, "text": words.text, "evidence": words.evidence},
        body=body,
        assignment=assignment,
        team=assignment.team if assignment else None,
        organization=assignment.organization if assignment else None,
        origin=Origin.INSPECTION if assignment else Origin.OFFICE,
        number=take_number(body, "lead"),
        registered_by=actor,
    )
    share(box, lead, Compartment.INTAKE, HolderGroup.CLERKS)
    if lead.team_id:
        share(box, lead, Compartment.INTAKE, HolderGroup.TEAM)
    _add_persons(lead, box, words.persons)
    _add_files(lead, box, words.files, actor=actor)
    course.record_step(lead, "", actor=actor)
    journal.record(actor=actor, verb="leads.lead.registered", subject=lead, number=lead.number)
    course.tell(lead, course.leader_of(lead) | course.clerks(body), course.WAITS)
    return lead


@transaction.atomic
def amend_lead(lead: Lead, words: LeadWords, *, actor: User, version: int) -> None:
    """Correct what was registered, as long as it was not proposed; journaled without a word of it.

    A stale form is refused. Persons are written anew; files are only ever added.
    """
    locked = Lead.objects.select_for_update(of=("self",)).get(pk=lead.pk)
    demand(rules.may(actor, "amend", locked))
    if locked.version != version:
        raise NotAllowed(
            _("Somebody else changed this lead while you were writing. Nothing was overwritten.")
        )
    groups = rules.holder_groups(rules.standing(actor, locked), locked)
    box = open_box(locked, Compartment.INTAKE, groups)
    if box is None:
        raise NotAllowed(_("You hold no key to this lead."))
    texts = {"subject": words.subject, "text": words.text, "evidence": words.evidence}
    columns = put_sealed(locked, box, texts)
    locked.version += 1
    locked.save(update_fields=[*columns, "version", "updated_at"])
    locked.persons.all().delete()
    _add_persons(locked, box, words.persons)
    _add_files(locked, box, words.files, actor=actor)
    journal.record(actor=actor, verb="leads.lead.amended", subject=locked, number=locked.number)


@transaction.atomic
def screen_lead(
    lead: Lead,
    *,
    actor: User,
    held_on: date,
    reasons: str,
    is_cadre_matter: bool,
    is_priority: bool,
) -> None:
    """Record what the team meeting decided: it is a lead, and of what kind."""
    course.step(
        lead, "screen", LeadState.SCREENED, actor=actor, note=reasons, held_on=held_on,
        is_cadre_matter=is_cadre_matter, is_priority=is_priority,
    )  # fmt: skip
    course.tell(lead, course.leader_of(lead) | course.clerks(lead.body), course.WAITS)


@transaction.atomic
def refer_lead(lead: Lead, *, actor: User, held_on: date, reasons: str) -> None:
    """Not a lead: it goes the way of petitions, and ends here."""
    course.step(lead, "refer", LeadState.REFERRED, actor=actor, note=reasons, held_on=held_on)


@transaction.atomic
def propose_transfer(lead: Lead, *, actor: User, is_early: bool, reasons: str) -> None:
    """The leader signs what has its evidence listed; during the inspection only as an early
    transfer (LZ-30)."""
    demand(rules.may(actor, "propose", lead))
    demand(rules.may_propose_now(lead, is_early=is_early))
    if not _has_evidence(lead):
        raise NotAllowed(_("List the evidence first, or add a file: choose “Correct”."))
    course.step(
        lead, "propose", LeadState.PROPOSED_TRANSFER, actor=actor, note=reasons, is_early=is_early
    )
    course.tell(lead, course.chiefs(lead.body), course.WAITS)


@transaction.atomic
def approve_transfer(lead: Lead, *, actor: User, held_on: date, opinion: str) -> None:
    course.step(lead, "approve", LeadState.APPROVED, actor=actor, note=opinion, held_on=held_on)
    course.tell(lead, course.clerks(lead.body), course.WAITS)


@transaction.atomic
def send_back(lead: Lead, *, actor: User, reasons: str) -> None:
    """Back to the team with a reason; an early transfer has to be asked for anew."""
    course.step(lead, "send_back", LeadState.SCREENED, actor=actor, note=reasons, is_early=False)
    course.tell(lead, course.leader_of(lead) | course.clerks(lead.body), course.WAITS_AGAIN)


def _has_evidence(lead: Lead) -> bool:
    if lead.attachments.exists():
        return True
    box = box_to_write(lead, Compartment.INTAKE)
    return bool(unseal_text(box, lead, "evidence").strip())


def _add_persons(lead: Lead, box: Box, persons: Sequence[PersonWords]) -> None:
    ring = keyring.load()
    for position, person in enumerate(persons, start=1):
        texts = {"name": person.name, "id_number": person.id_number, "post": person.post}
        marks = {
            f"{kind}_mark": fingerprint(ring, body=lead.body_id, kind=kind, value=texts[kind])
            for kind in ("name", "id_number")
        }
        fields = {"lead": lead, "position": position, "part": person.part, **marks}
        add_sealed(LeadPerson, box, sealed=texts, **fields)


def _add_files(lead: Lead, box: Box, uploads: Sequence[UploadedFile], *, actor: User) -> None:
    """Check each file, seal its bytes and its name; nothing of it touches the disk in clear."""
    taken = lead.attachments.count()
    for number, upload in enumerate(uploads, start=taken + 1):
        name = files.clean_name(upload.name or "")
        check_file(upload, name)
        row = LeadAttachment(
            pk=reserve_id(LeadAttachment), lead=lead, number=number, size=upload.size or 0,
            added_by=actor,
        )  # fmt: skip
        put_sealed(row, box, {"name": name})
        upload.seek(0)
        sealed = box.seal(upload.read(), place_of(row, "content"))
        row.content.save(uuid.uuid4().hex, ContentFile(sealed), save=False)
        row.save(force_insert=True)


def check_file(upload: UploadedFile, name: str) -> None:
    limit = settings.LEAD_UPLOAD_LIMIT_MB
    if (upload.size or 0) > limit * 1024 * 1024:
        raise NotAllowed(
            _("“%(name)s” is larger than %(limit)s MB.") % {"name": name, "limit": limit}
        )
    files.check(upload, name)
