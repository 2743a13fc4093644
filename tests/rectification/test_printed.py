"""What the printed plan and closure record say, and in whose name."""

from django.utils import timezone

from documents.rendering import page_of
from rectification.documents import claimed_as
from tests.factories import rectification as made


def test_a_plan_is_the_units_own_letter(world):
    document = made.a_plan_in_force(world).document

    assert (document.body, document.organization) == (world.unit_a, world.body)
    assert document.title == "江澜市水利局党组关于巡察反馈意见的整改方案"
    assert document.number == f"市水利局整改方案〔{timezone.localdate():%Y}〕1号"
    assert document.context["inspection"] == "巡察"


def test_a_closure_says_who_claimed_in_what_capacity_and_with_what_words(world):
    row = made.a_closed_item(world)
    page = page_of(row.closures.get().document)
    submission = row.submissions.get()
    assert submission.claimed_by == row.leader == world.unit_liaison
    row.leader = world.unit_leader
    row.save(update_fields=["leader"])

    assert claimed_as(row.submissions.get()) == "单位联络员"
    assert submission.statement in page
    assert "责任领导<br>申报" in page
    assert "巡视巡察" not in page
    assert "同意。同意" not in page
