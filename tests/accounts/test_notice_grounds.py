"""A notice is shown as long as a duty by which it came is in force, wherever notices are shown."""

import importlib
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accounts import notices
from accounts.models import Authorization, Duty, Notice, Recusal
from accounts.roles import Role
from tests.factories import rectification as made
from tests.factories.accounts import DutyFactory

TITLE = "CNRY-notice %(what)s"


def tell(*people, about) -> None:
    notices.queue(to=people, title=TITLE, about=about, url="/", what="市水利局")


def titles(client) -> str:
    return "".join(
        client.get(address).content.decode() for address in (reverse("accounts:inbox"), "/")
    )


def end_authorization(world) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Authorization.objects.filter(pk=world.authorization_a.pk).update(
        valid_from=yesterday - timedelta(days=9), valid_to=yesterday
    )


def test_the_day_after_the_authorisation_a_team_s_notices_are_gone(world, sign_in):
    feedback = made.a_feedback(world)
    member = world.team_member
    DutyFactory(person=member, role=Role.UNIT_LIAISON, organization=world.unit_b)
    tell(member, about=feedback)
    assert "CNRY-notice" in titles(sign_in(member))
    assert Notice.objects.visible_to(member).count() == 1

    end_authorization(world)

    client = sign_in(member)
    assert "CNRY-notice" not in titles(client)
    assert Notice.objects.visible_to(member).count() == 0
    opened = client.post(reverse("accounts:notice", args=[Notice.objects.get().pk]))
    assert opened.status_code == 404


def test_a_notice_for_the_unit_outlives_an_authorisation_of_the_same_person(world):
    feedback = made.a_feedback(world)
    tell(world.unit_liaison, about=feedback)

    end_authorization(world)

    assert Notice.objects.visible_to(world.unit_liaison).count() == 1


def test_a_duty_granted_again_brings_its_notices_back(world):
    feedback = made.a_feedback(world)
    tell(world.unit_head, about=feedback)
    Duty.objects.filter(person=world.unit_head).update(revoked_at=timezone.now())
    assert not Notice.objects.visible_to(world.unit_head).exists()

    DutyFactory(person=world.unit_head, role=Role.UNIT_HEAD, organization=world.unit_a)

    assert Notice.objects.visible_to(world.unit_head).count() == 1


def test_whoever_is_to_keep_away_from_now_on_reads_no_earlier_notice(world):
    feedback = made.a_feedback(world)
    tell(world.office_staff, about=feedback)

    Recusal.objects.create(
        person=world.office_staff, organization=world.unit_a, reason="曾任职",
        decided_by=world.office_director,
    )  # fmt: skip

    assert not Notice.objects.visible_to(world.office_staff).exists()


def test_a_notice_waits_for_the_person_whichever_duty_is_chosen(world):
    tell(world.unit_liaison, about=made.a_feedback(world))
    other = DutyFactory(
        person=world.unit_liaison, role=Role.UNIT_LIAISON, organization=world.unit_b
    )
    world.unit_liaison.acting_duty_id = other.pk

    assert Notice.objects.visible_to(world.unit_liaison).count() == 1


def test_to_ask_for_notices_costs_one_query(world, django_assert_num_queries):
    tell(world.unit_liaison, about=made.a_feedback(world))

    with django_assert_num_queries(1):
        list(Notice.objects.visible_to(world.unit_liaison))


@pytest.mark.django_db
def test_earlier_notices_get_the_duties_held_when_they_came(world):
    before = timezone.now()
    for person in (world.unit_liaison, world.stranger):
        Notice.objects.create(
            recipient=person, title_template="x", about_type="x.y", about_id="1", url="/",
            created_at=before,
        )  # fmt: skip
    migration = importlib.import_module("accounts.migrations.0014_grounds_of_earlier_notices")

    with connection.cursor() as cursor:
        cursor.execute(migration.Migration.operations[0].sql)

    liaison = Notice.objects.get(recipient=world.unit_liaison)
    assert liaison.under == [f"unit_liaison/{world.unit_a.pk}/"]
    assert Notice.objects.get(recipient=world.stranger).under is None
    assert list(Notice.objects.visible_to(world.unit_liaison)) == [liaison]
