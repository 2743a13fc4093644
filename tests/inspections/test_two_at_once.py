"""Two real connections: what two people do to one plan or one paper at the same moment."""

import pytest
from django.utils import timezone

from documents.models import IssuedDocument
from inspections.models import FocusFramework, FocusItem, InspectionPlan, WorkingPaper
from inspections.services import paper as papers
from inspections.services import plan as plans
from inspections.states.plan import PlanState
from tests.at_once import at_once
from tests.factories.inspections.plan import PlanFactory, TermFactory
from tests.inspections.scene import Scene
from tests.world import build_world

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def fresh(row):
    """The row as another person has it before them."""
    return type(row).objects.get(pk=row.pk)


@pytest.fixture
def scene() -> Scene:
    """Its point of focus is planted here: a test with real commits may find the table empty."""
    framework, _made = FocusFramework.objects.get_or_create(
        name="四个落实", defaults={"edition": "x", "effective_from": timezone.localdate()}
    )
    FocusItem.objects.get_or_create(framework=framework, number=2, defaults={"name": "x"})
    return Scene()


def adopted_plan(world) -> InspectionPlan:
    plan = PlanFactory(term=TermFactory(body=world.body))
    InspectionPlan.objects.filter(pk=plan.pk).update(state=PlanState.ADOPTED)
    return fresh(plan)


def test_two_directors_issue_one_plan_once():
    world = build_world()
    plan = adopted_plan(world)

    ended = at_once(
        lambda: plans.issue_plan(fresh(plan), number="江发〔2026〕1号", actor=world.office_staff),
        lambda: plans.issue_plan(
            fresh(plan), number="江发〔2026〕2号", actor=world.office_director
        ),
    )

    assert sorted(end == "done" for end in ended) == [False, True]
    plan = fresh(plan)
    assert plan.state == PlanState.IN_FORCE
    issued = plan.approvals.get()
    assert issued.note == plan.issue_number
    assert issued.note == f"江发〔2026〕{ended.index('done') + 1}号"


def test_a_plan_is_not_revised_into_two_next_editions():
    world = build_world()
    plan = adopted_plan(world)
    plans.issue_plan(plan, number="江发〔2026〕1号", actor=world.office_staff)

    ended = at_once(
        lambda: plans.revise_plan(fresh(plan), actor=world.office_staff),
        lambda: plans.revise_plan(fresh(plan), actor=world.office_director),
    )

    assert sorted(end == "done" for end in ended) == [False, True]
    assert list(InspectionPlan.objects.order_by("edition").values_list("edition", flat=True)) == [
        plan.edition,
        plan.edition + 1,
    ]


def test_two_signatures_at_once_sign_one_paper_once(scene):
    paper = scene.confirmed()

    ended = at_once(
        lambda: papers.sign_paper(fresh(paper), actor=scene.leader),
        lambda: papers.sign_paper(fresh(paper), actor=scene.leader),
    )

    assert sorted(end == "done" for end in ended) == [False, True]
    assert fresh(paper).serial == 1
    assert IssuedDocument.objects.filter(kind="working_paper").count() == 1


def test_papers_signed_at_once_are_numbered_without_gap_or_double(scene):
    ready = [scene.confirmed() for _one in range(4)]

    ended = at_once(
        *(lambda one=one: papers.sign_paper(fresh(one), actor=scene.leader) for one in ready)
    )

    assert ended == ["done"] * 4
    serials = WorkingPaper.objects.order_by("serial").values_list("serial", flat=True)
    assert list(serials) == [1, 2, 3, 4]


def test_a_refused_signature_leaves_no_gap(scene):
    first, second = scene.confirmed(), scene.confirmed()
    at_once(
        lambda: papers.sign_paper(fresh(first), actor=scene.leader),
        lambda: papers.sign_paper(fresh(first), actor=scene.leader),
    )

    papers.sign_paper(fresh(second), actor=scene.leader)

    assert fresh(second).serial == 2


def test_papers_begun_at_once_get_provisional_numbers_in_a_row(scene):
    ended = at_once(*(lambda: scene.draft() for _one in range(3)))

    assert ended == ["done"] * 3
    serials = WorkingPaper.objects.values_list("provisional_serial", flat=True)
    assert sorted(serials) == [1, 2, 3]
