"""Whoever keeps away from an organisation does not read its name in passing either."""

import pytest

from accounts.models import Recusal
from inspections.forms.round import RoundTargetForm
from inspections.models import TargetMove
from inspections.selectors.plan import moves_of
from inspections.states.assignment import AssignmentState
from tests.factories.inspections.plan import PlanRoundFactory
from tests.factories.inspections.round import AssignmentFactory, RoundFactory
from tests.factories.inspections.team import TeamFactory
from tests.worlds.inspections import plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def recused(world):
    """The director keeps away from unit A."""
    plant(world)
    Recusal.objects.create(
        person=world.office_director,
        organization=world.unit_a,
        reason="亲属",
        decided_by=world.group_leader,
    )
    return world


def test_the_moves_of_a_plan_leave_the_recused_target_out(recused, sign_in):
    PlanRoundFactory(plan=recused.plan, number=2, year=2023)
    move = TargetMove.objects.create(
        target=recused.plan_target, from_number=1, to_number=2, reason="CNRY-move",
        moved_by=recused.office_staff,
    )  # fmt: skip
    address = recused.plan.get_absolute_url()

    assert list(moves_of(recused.plan, recused.office_staff)) == [move]
    assert list(moves_of(recused.plan, recused.office_director)) == []
    assert "CNRY-move" in sign_in(recused.office_staff).get(address).content.decode()
    assert "CNRY-move" not in sign_in(recused.office_director).get(address).content.decode()


def test_earlier_inspections_of_a_recused_target_are_no_choice(recused):
    earlier = AssignmentFactory(
        team=TeamFactory(round=RoundFactory(term=recused.term, number=80)),
        organization=recused.unit_a,
        left_site=True,
        state=AssignmentState.FED_BACK,
    )

    def choices(person) -> list:
        form = RoundTargetForm(round_=recused.round, user=person)
        return list(form.fields["earlier"].queryset)

    assert choices(recused.office_staff) == [earlier]
    assert choices(recused.office_director) == []
