"""The cast: one inspecting body, two units, one person a role.

``world.office_staff`` is the person who holds that role. Team roles belong to team A, whose
authorisation is in force; ``world.other_leader`` leads team B. Apps add their rows in
``tests/worlds/<app>.py`` as ``plant(world)``: rows of A, rows of B, each with a canary.
"""

import importlib
from types import SimpleNamespace

from accounts.models import User
from accounts.models.organization import OrganizationKind
from accounts.roles import TEAM, UNIT, Role
from tests.factories.accounts import (
    AuthorizationFactory,
    BodyFactory,
    DutyFactory,
    OrganizationFactory,
    UserFactory,
)

PLANTED = [
    "accounts", "deadlines", "documents", "inspections", "inspections_paper", "rectification",
    "leads",
]  # fmt: skip
FOR_UNIT_A = UNIT | {Role.STATIONED_GROUP}


class World(SimpleNamespace):
    """Names of organisations, people and, once planted, of business rows."""

    def person(self, role: str) -> User:
        return getattr(self, role)


def build_world() -> World:
    """Everybody, with a duty in force today."""
    body = BodyFactory(name="江澜市委巡察办", short_name="市委巡察办")
    world = World(
        body=body,
        canaries={},
        unit_a=OrganizationFactory(name="江澜市水利局党组", short_name="市水利局"),
        unit_b=OrganizationFactory(name="江澜市住建局党组", short_name="市住建局"),
        department=OrganizationFactory(
            name="江澜市财政局", short_name="市财政局", kind=OrganizationKind.ORGAN
        ),
        authorization_a=AuthorizationFactory(body=body),
        authorization_b=AuthorizationFactory(body=body),
    )
    for role in Role:
        setattr(world, role.value, _holder(world, role))
    world.other_leader = UserFactory(username="other_leader", organization=body)
    DutyFactory(
        person=world.other_leader,
        role=Role.TEAM_LEADER,
        organization=body,
        authorization=world.authorization_b,
    )
    world.other_unit_head = UserFactory(username="other_unit_head", organization=world.unit_b)
    DutyFactory(person=world.other_unit_head, role=Role.UNIT_HEAD, organization=world.unit_b)
    for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN):
        second = UserFactory(username=f"second_{role.value}", organization=body)
        DutyFactory(person=second, role=role, organization=body)
        setattr(world, f"second_{role.value}", second)
    world.stranger = UserFactory(username="stranger", organization=world.unit_b)
    return world


def _holder(world: World, role: Role) -> User:
    place = _place(world, role)
    person = UserFactory(username=role.value, full_name=role.value, organization=place)
    authorization = world.authorization_a if role in TEAM else None
    DutyFactory(person=person, role=role, organization=place, authorization=authorization)
    return person


def _place(world: World, role: Role):
    if role in FOR_UNIT_A:
        return world.unit_a
    return world.department if role == Role.DEPARTMENT_LIAISON else world.body


def plant_all(world: World) -> None:
    """Every app's rows, lower apps first, each by a module of ``tests/worlds``."""
    for name in PLANTED:
        importlib.import_module(f"tests.worlds.{name}").plant(world)
