"""The inspection notice: issued to the unit, which signs for it."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from accounts import journal, notices, steps
from accounts.models import User
from accounts.roles import OFFICE, UNIT
from accounts.scope import holders
from accounts.verdicts import NotAllowed, demand
from documents import issuing
from inspections.documents.notice import notice_context
from inspections.documents.wording import notice_title
from inspections.models import Assignment, InspectionNotice
from inspections.rules import assignment as rules
from inspections.states.assignment import ASSIGNMENT_STEPS, AssignmentState

DELIVERED = gettext_noop("The inspection notice of %(round)s has arrived. Please sign for it.")
SIGNED = gettext_noop("%(unit)s signed for its inspection notice.")


@transaction.atomic
def issue_notice(
    assignment: Assignment, *, focus: Sequence[str], requirements: Sequence[str],
    contact: Mapping[str, str], actor: User,
) -> InspectionNotice:  # fmt: skip
    """Issue and deliver the notice: document, state, delivery, one notice a person of the unit."""
    demand(rules.may_notify(actor, steps.lock(assignment)))
    if not focus:
        raise NotAllowed(_("Name at least one point that the inspection looks at."))
    steps.move(assignment, AssignmentState.NOTIFIED, steps=ASSIGNMENT_STEPS, actor=actor)
    context = notice_context(assignment, focus=focus, requirements=requirements, contact=contact)
    document = issuing.issue(
        "inspection_notice",
        context=context,
        actor=actor,
        body=assignment.body,
        organization=assignment.organization,
        title=notice_title(assignment),
    )
    notice = InspectionNotice.objects.create(assignment=assignment, document=document)
    notices.queue(
        to=holders(*UNIT, organization=assignment.organization),
        title=DELIVERED,
        about=assignment,
        url=assignment.get_absolute_url(),
        round=assignment.round,
    )
    return notice


@transaction.atomic
def sign_for(assignment: Assignment, *, actor: User) -> None:
    """The unit's head or liaison signs; once, and the office is told."""
    assignment = (
        Assignment.objects.select_for_update(of=("self",))
        .select_related("organization", "body", "notice")
        .get(pk=assignment.pk)
    )
    demand(rules.may_sign_for(actor, assignment))
    notice = assignment.notice
    notice.signed_by = actor
    notice.signed_at = timezone.now()
    notice.save(update_fields=["signed_by", "signed_at"])
    journal.record(actor=actor, verb="notice.signed", subject=notice)
    notices.queue(
        to=holders(*OFFICE, organization=assignment.body),
        title=SIGNED,
        about=assignment,
        url=assignment.get_absolute_url(),
        unit=assignment.organization,
    )
