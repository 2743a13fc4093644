"""Named readers: one person, one assignment, two words, a last day."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from guardian.models import UserObjectPermission
from guardian.shortcuts import assign_perm

from accounts.models import JournalEntry, Notice, Recusal
from accounts.roles import Role
from accounts.verdicts import NotAllowed
from inspections.models import (
    Assignment,
    AssignmentUserPermission,
    InspectionNotice,
    NamedGrant,
    WorkingPaper,
)
from inspections.services import grant as services
from inspections.states.paper import PaperState
from tests.factories.accounts import DutyFactory, UserFactory
from tests.factories.inspections.grant import NamedGrantFactory
from tests.factories.inspections.paper import PaperFactory
from tests.factories.inspections.round import AssignmentFactory
from tests.worlds.inspections import plant

pytestmark = pytest.mark.django_db
SOON = timedelta(days=20)


@pytest.fixture
def cast(world):
    plant(world)
    world.reader = UserFactory(organization=world.department)
    return world


def propose(world, **changes):
    fields = {
        "person": world.reader,
        "reason": "核对原文",
        "valid_to": timezone.localdate() + SOON,
        "actor": world.office_staff,
    }
    return services.name_reader(world.assignment_a, **fields | changes)


def seen_by(person):
    return list(Assignment.objects.visible_to(person))


def test_a_proposal_alone_shows_nothing(cast):
    grant = propose(cast)

    assert seen_by(cast.reader) == []
    assert not AssignmentUserPermission.objects.exists()
    assert set(
        Notice.objects.filter(about_id=str(grant.pk)).values_list("recipient", flat=True)
    ) == {
        cast.office_director.pk,
        cast.group_leader.pk,
    }


def test_the_second_word_opens_this_assignment_and_not_its_neighbour(cast):
    grant = propose(cast)

    services.confirm(grant, actor=cast.office_director)

    assert seen_by(cast.reader) == [cast.assignment_a]
    assert list(InspectionNotice.objects.visible_to(cast.reader)) == [cast.inspection_notice]
    assert Notice.objects.filter(recipient=cast.reader).count() == 1
    verbs = JournalEntry.objects.filter(subject_id=str(grant.pk)).values_list("verb", flat=True)
    assert {"inspections.namedgrant.proposed", "inspections.namedgrant.confirmed"} <= set(verbs)


def test_of_papers_only_the_filed_ones_are_read(cast):
    NamedGrantFactory(assignment=cast.assignment_a, person=cast.reader, confirmed=True)
    paper = PaperFactory(assignment=cast.assignment_a, complete=True, signed=True)
    assert not WorkingPaper.objects.visible_to(cast.reader).exists()

    WorkingPaper.objects.filter(pk=paper.pk).update(state=PaperState.FILED, filed_at=timezone.now())

    assert list(WorkingPaper.objects.visible_to(cast.reader)) == [paper]


def test_it_ends_by_its_date_without_any_job(cast):
    grant = NamedGrantFactory(assignment=cast.assignment_a, person=cast.reader, confirmed=True)
    NamedGrant.objects.filter(pk=grant.pk).update(valid_to=timezone.localdate())
    assert seen_by(cast.reader) == [cast.assignment_a]

    NamedGrant.objects.filter(pk=grant.pk).update(valid_to=timezone.localdate() - timedelta(1))

    assert seen_by(cast.reader) == []
    assert AssignmentUserPermission.objects.exists()


def test_the_permission_row_alone_opens_nothing(cast):
    assign_perm("view_assignment", cast.reader, cast.assignment_a)

    assert seen_by(cast.reader) == []
    assert not cast.reader.has_perm("inspections.view_assignment", cast.assignment_a)


def test_one_word_takes_it_back_at_once(cast):
    grant = propose(cast)
    services.confirm(grant, actor=cast.group_leader)

    services.revoke(grant, actor=cast.office_staff)

    assert seen_by(cast.reader) == []
    assert not AssignmentUserPermission.objects.exists()


def test_a_recusal_subtracts_from_a_grant_too(cast):
    NamedGrantFactory(assignment=cast.assignment_a, person=cast.reader, confirmed=True)

    Recusal.objects.create(
        person=cast.reader, organization=cast.unit_a, reason="亲属", decided_by=cast.office_director
    )

    assert seen_by(cast.reader) == []


def test_who_becomes_an_administrator_reads_nothing_by_name(cast):
    NamedGrantFactory(assignment=cast.assignment_a, person=cast.reader, confirmed=True)

    DutyFactory(person=cast.reader, role=Role.AUDIT_ADMIN, organization=cast.body)

    assert seen_by(cast.reader) == []


@pytest.mark.parametrize("role", ["unit_head", "stationed_group", "audit_admin", "office_staff"])
def test_some_cannot_be_named(cast, role):
    with pytest.raises(NotAllowed):
        propose(cast, person=cast.person(role))

    assert not NamedGrant.objects.filter(person=cast.person(role)).exists()


@pytest.mark.parametrize("days", [-1, 366])
def test_the_last_day_lies_within_a_year(cast, days):
    with pytest.raises(NotAllowed):
        propose(cast, valid_to=timezone.localdate() + timedelta(days=days))


def test_nobody_is_named_twice_at_once(cast):
    propose(cast)

    with pytest.raises(NotAllowed):
        propose(cast)

    assert NamedGrant.objects.filter(person=cast.reader).count() == 1


def test_who_proposed_does_not_confirm(cast):
    grant = propose(cast, actor=cast.office_director)

    with pytest.raises(NotAllowed):
        services.confirm(grant, actor=cast.office_director)

    assert seen_by(cast.reader) == []


def test_a_recused_director_does_not_confirm(cast):
    grant = propose(cast)
    Recusal.objects.create(
        person=cast.office_director, organization=cast.unit_a, reason="亲属",
        decided_by=cast.group_leader,
    )  # fmt: skip

    with pytest.raises(NotAllowed):
        services.confirm(grant, actor=cast.office_director)


@pytest.mark.parametrize(
    "broken",
    [
        lambda grant: {"confirmed_by": grant.granted_by, "confirmed_at": timezone.now()},
        lambda grant: {"confirmed_by": grant.person, "confirmed_at": timezone.now()},
        lambda grant: {"granted_by": grant.person},
        lambda grant: {"confirmed_at": timezone.now()},
        lambda grant: {"revoked_at": timezone.now()},
        lambda grant: {"reason": ""},
    ],
)
def test_the_database_holds_the_two_persons(broken):
    grant = NamedGrantFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        NamedGrant.objects.filter(pk=grant.pk).update(**broken(grant))


def test_guardians_generic_tables_refuse_every_row(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        assign_perm("view_round", cast.reader, cast.round)

    assert not UserObjectPermission.objects.exists()


def test_the_pages_walk_from_proposal_to_revocation(cast, sign_in):
    address = reverse("inspections:grant_new", args=[cast.assignment_a.pk])
    day = timezone.localdate() + SOON
    values = {"person": cast.reader.username, "valid_to": day.isoformat(), "reason": "核对原文"}
    assert sign_in(cast.office_staff).post(address, values).status_code == 302
    grant = NamedGrant.objects.get(person=cast.reader)

    sign_in(cast.office_director).post(reverse("inspections:grant_confirm", args=[grant.pk]))

    page = sign_in(cast.reader).get(cast.assignment_a.get_absolute_url())
    assert day.isoformat() in page.content.decode()
    sign_in(cast.office_staff).post(reverse("inspections:grant_revoke", args=[grant.pk]))
    assert sign_in(cast.reader).get(cast.assignment_a.get_absolute_url()).status_code == 404


def test_a_proposal_waits_for_the_second_person_only(cast, sign_in):
    propose(cast, actor=cast.office_director)
    address = reverse("inspections:grant_list") + "?view=waiting"

    assert len(sign_in(cast.group_leader).get(address).context["table"].rows) == 1
    assert len(sign_in(cast.office_director).get(address).context["table"].rows) == 0


@pytest.mark.parametrize("name", ["inspections:grant_list", "inspections:assignment_grants"])
def test_a_list_of_readers_costs_the_same_for_one_and_three(cast, sign_in, name):
    client = sign_in(cast.office_director)
    args = [cast.assignment_a.pk] if name.endswith("assignment_grants") else []
    costs = []
    for more in (1, 2):
        NamedGrantFactory.create_batch(more, assignment=cast.assignment_a, confirmed=True)
        client.get(reverse(name, args=args))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse(name, args=args))
        costs.append(len(queries))

    assert costs[0] == costs[1]


def test_seeing_by_name_costs_no_further_query(cast):
    counts = []
    for _ in (1, 2, 3):
        NamedGrantFactory(
            assignment=AssignmentFactory(left_site=True), person=cast.reader, confirmed=True
        )
        with CaptureQueriesContext(connection) as queries:
            seen_by(cast.reader)
        counts.append(len(queries))

    assert counts[0] == counts[1] == counts[2]
