"""Whatever people try, in any order: the administrators stay apart and nobody acts alone (A7).

``A7_RUNS=2000 A7_STEPS=40 pytest tests/accounts/test_separation.py`` walks the full number; the
seed of a failing walk is printed with it.
"""

import os

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts import resets, services
from accounts.models import Duty, PasswordReset, User
from accounts.roles import ADMINS, Role
from accounts.verdicts import NotAllowed
from tests.factories.accounts import BodyFactory, DutyFactory, UserFactory

RUNS = int(os.environ.get("A7_RUNS", "12"))
STEPS = int(os.environ.get("A7_STEPS", "20"))
PEOPLE = 7
ROLES = [*sorted(ADMINS), Role.OFFICE_STAFF, Role.UNIT_HEAD]
someone = st.integers(0, PEOPLE - 1)
some_role = st.sampled_from(ROLES)


class Separation(RuleBasedStateMachine):
    """Seven people, two of whom administer security and two the system, at first."""

    def __init__(self) -> None:
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.body = BodyFactory()
        self.people = UserFactory.create_batch(PEOPLE, organization=self.body)
        self.halves: list[tuple[User, str]] = []
        for number, role in enumerate(
            [Role.SECURITY_ADMIN, Role.SECURITY_ADMIN, Role.SYSTEM_ADMIN, Role.SYSTEM_ADMIN]
        ):
            DutyFactory(person=self.people[number], role=role, organization=self.body)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def attempt(self, deed, *args, **words) -> object:
        try:
            with transaction.atomic():
                return deed(*args, **words)
        except (NotAllowed, IntegrityError):
            return None

    @rule(actor=someone, person=someone, role=some_role)
    def grant(self, actor: int, person: int, role: str) -> None:
        self.attempt(
            services.grant_duty, self.people[person], role, self.body, actor=self.people[actor]
        )

    @rule(actor=someone, which=st.integers(0, 30))
    def confirm(self, actor: int, which: int) -> None:
        if duty := pick(Duty.objects.waiting(), which):
            self.attempt(services.confirm_duty, duty, actor=self.people[actor])

    @rule(actor=someone, which=st.integers(0, 30))
    def revoke(self, actor: int, which: int) -> None:
        if duty := pick(Duty.objects.filter(revoked_at=None), which):
            self.attempt(services.revoke_duty, duty, actor=self.people[actor])

    @rule(person=someone, role=some_role)
    def write_past_the_services(self, person: int, role: str) -> None:
        self.attempt(DutyFactory, person=self.people[person], role=role, organization=self.body)

    @rule(which=st.integers(0, 30), role=some_role)
    def change_past_the_services(self, which: int, role: str) -> None:
        if duty := pick(Duty.objects.all(), which):
            self.attempt(Duty.objects.filter(pk=duty.pk).update, role=role)

    @rule(actor=someone, person=someone)
    def ask_for_a_password(self, actor: int, person: int) -> None:
        half = self.attempt(resets.ask, self.people[person], actor=self.people[actor])
        if half:
            self.halves.append((self.people[person], str(half)))

    @rule(actor=someone, which=st.integers(0, 10))
    def give_second_half(self, actor: int, which: int) -> None:
        if reset := pick(PasswordReset.objects.waiting(), which):
            half = self.attempt(resets.confirm, reset, actor=self.people[actor])
            if half:
                self.halves.append((reset.person, str(half)))

    @rule(actor=someone, person=someone, active=st.booleans())
    def close_or_open(self, actor: int, person: int, active: bool) -> None:
        self.attempt(services.set_active, self.people[person], active, actor=self.people[actor])

    @invariant()
    def administrators_stay_apart(self) -> None:
        for person in self.people:
            held = set(
                Duty.objects.filter(person=person, revoked_at=None).values_list("role", flat=True)
            )
            assert len(held) < 2 or not held & ADMINS, f"{person} holds {held}"

    @invariant()
    def nobody_alone_gives_a_right(self) -> None:
        for duty in Duty.objects.current().exclude(granted_by=None):
            assert duty.confirmed_by_id not in (None, duty.granted_by_id, duty.person_id)

    @invariant()
    def nobody_alone_knows_a_password(self) -> None:
        for person, half in self.halves:
            person.refresh_from_db(fields=["password"])
            assert not person.check_password(half)

    @invariant()
    def there_is_no_superuser(self) -> None:
        assert not User.objects.filter(is_superuser=True).exists()


def pick(rows, number: int):
    found = list(rows.order_by("pk"))
    return found[number % len(found)] if found else None


@pytest.mark.django_db
def test_the_administrators_stay_apart_whatever_is_tried():
    run_state_machine_as_test(
        Separation,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            print_blob=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
