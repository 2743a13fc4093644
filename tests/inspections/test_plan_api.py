import pytest
from django.urls import reverse

from inspections.models import Assignment
from inspections.states.assignment import AssignmentState
from tests.worlds.inspections import plant


@pytest.fixture
def planted(world):
    plant(world)
    return world


def test_a_plan_is_read_with_its_balance_and_rounds(planted, sign_in):
    url = reverse("api:plan", args=[planted.plan.pk])

    answer = sign_in(planted.api_client).get(url).json()

    assert answer["rounds"] == [{"number": 1, "year": 2022, "target_count": 1}]
    assert answer["balance"] == [
        {"coverage_class": "full", "category": "organ", "expected": 0, "listed": 1}
    ]


@pytest.mark.parametrize(
    "state", [AssignmentState.REPORT_SUBMITTED, AssignmentState.REPORT_APPROVED]
)
def test_a_unit_never_reads_where_the_report_on_it_stands(planted, sign_in, state):
    Assignment.objects.filter(pk=planted.assignment_a.pk).update(
        state=state, withdrawn_on=planted.assignment_a.entered_on
    )

    client = sign_in(planted.unit_head)
    own = client.get(reverse("api:assignments")).json()["results"]
    page = client.get(reverse("inspections:assignment_list")).content.decode()

    assert [row["state"] for row in own] == ["withdrawn"]
    assert "已撤点" in page
    assert str(state.label) not in page


@pytest.mark.parametrize("name", ["plans", "rounds", "assignments"])
def test_a_system_administrator_reads_no_business_rows(planted, sign_in, name):
    assert sign_in(planted.system_admin).get(reverse(f"api:{name}")).json()["results"] == []
