"""Recording what was done on site."""

from collections.abc import Iterable
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import files, journal
from accounts.models import Organization, User
from accounts.steps import edit
from accounts.verdicts import NotAllowed, demand
from inspections.models import (
    Activity,
    ActivityFile,
    ActivityHandler,
    Assignment,
    Method,
    Team,
)
from inspections.rules import fieldwork as rules
from inspections.selectors.team_people import members_of
from inspections.states.fieldwork import MethodKind


@transaction.atomic
def record_activity(
    assignment: Assignment,
    *,
    actor: User,
    method: Method,
    handlers: Iterable[User],
    uploads: Iterable[UploadedFile] = (),
    **fields: Any,
) -> Activity:
    """Write one activity with its handlers and files, numbered within the assignment."""
    demand(rules.may_record_activity(actor, assignment))
    people = _checked_handlers(assignment.team, method, handlers)
    Team.objects.select_for_update(of=("self",)).get(pk=assignment.team_id)
    last = assignment.activities.aggregate(last=Max("number"))["last"] or 0
    activity = Activity.objects.create(
        assignment=assignment,
        team=assignment.team,
        body=assignment.body,
        organization=assignment.organization,
        method=method,
        number=last + 1,
        created_by=actor,
        **fields,
    )
    ActivityHandler.objects.bulk_create(
        ActivityHandler(activity=activity, person=person) for person in people
    )
    _attach(activity, uploads, actor)
    journal.record(actor=actor, verb="inspections.activity.recorded", subject=activity)
    return activity


@transaction.atomic
def change_activity(
    activity: Activity,
    *,
    version: int,
    actor: User,
    handlers: Iterable[User],
    uploads: Iterable[UploadedFile] = (),
    **fields: Any,
) -> None:
    """Correct a record that is not filed; a stale form is refused."""
    demand(rules.may_change_activity(actor, activity))
    people = _checked_handlers(activity.team, fields.get("method", activity.method), handlers)
    edit(activity, version=version, actor=actor, **fields)
    held = {handler.person_id for handler in activity.handlers.all()}
    named = {person.pk for person in people}
    if named != held:
        activity.handlers.exclude(person__in=named).delete()
        ActivityHandler.objects.bulk_create(
            ActivityHandler(activity=activity, person_id=pk) for pk in sorted(named - held)
        )
        journal.record(
            actor=actor,
            verb="inspections.activity.handlers",
            subject=activity,
            before=sorted(held),
            after=sorted(named),
        )
    _attach(activity, uploads, actor)


@transaction.atomic
def add_method(*, actor: User, body: Organization, name: str) -> Method:
    """Add a method of the body's own to the twelve (12+N)."""
    demand(rules.may_add_method(actor, body))
    if Method.objects.offered_to(body).filter(name=name).exists():
        raise NotAllowed(_("There is a method of this name already."))
    last = Method.objects.aggregate(last=Max("number"))["last"] or 0
    method = Method.objects.create(body=body, kind=MethodKind.LOCAL, number=last + 1, name=name)
    journal.record(actor=actor, verb="inspections.method.added", subject=method, name=name)
    return method


def file_activities(assignment: Assignment) -> int:
    """Part of filing an assignment's records: from now on the office reads them."""
    waiting = assignment.activities.filter(filed_at=None)
    return waiting.update(filed_at=timezone.now(), updated_at=timezone.now())


def _checked_handlers(team: Team, method: Method, handlers: Iterable[User]) -> list[User]:
    people = list(dict.fromkeys(handlers))
    demand(rules.enough_handlers(method, people))
    members = set(members_of(team).values_list("pk", flat=True))
    stranger = next((person for person in people if person.pk not in members), None)
    if stranger is not None:
        raise NotAllowed(_("%(name)s is not a member of this team.") % {"name": stranger})
    return people


def _attach(activity: Activity, uploads: Iterable[UploadedFile], actor: User) -> None:
    for upload in uploads:
        stored = files.store(upload, actor=actor)
        ActivityFile.objects.create(activity=activity, file=stored)
