"""Every page opens, for the people it is made for, in the states it is made for."""

import pytest
from django.urls import reverse

from tests.factories import rectification as made


def opened(client, name, *args, **query):
    response = client.get(reverse(f"rectification:{name}", args=args), query)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize(
    "situation",
    [
        made.an_item,
        made.a_running_item,
        made.a_claimed_item,
        made.an_item_in_review,
        made.a_returned_item,
        made.a_passed_item,
        made.a_closed_item,
    ],
)
@pytest.mark.parametrize(
    "role", ["office_staff", "unit_liaison", "unit_head", "discipline_reviewer", "group_leader"]
)
def test_item_page_opens_in_every_state(world, sign_in, situation, role):
    item = situation(world)

    page = opened(sign_in(world.person(role)), "item_detail", item.pk)

    assert item.issue.text in page


@pytest.mark.parametrize("role", ["office_staff", "unit_liaison", "discipline_reviewer"])
def test_plan_page_opens(world, sign_in, role):
    plan = made.a_plan_in_review(world)

    assert plan.organization.name in opened(sign_in(world.person(role)), "plan_detail", plan.pk)


def test_the_party_that_may_not_pass_a_plan_reads_why_in_its_own_column(world, sign_in):
    draft = made.a_draft(world)
    draft.planned_issues.update(wording="个别项目未按规定招标。")
    plan = made.a_plan_in_review(world, draft)

    response = sign_in(world.discipline_reviewer).post(
        reverse("rectification:plan_review", args=[plan.pk, "discipline"]),
        {"discipline-result": "passed", "discipline-opinion": "同意。"},
    )

    assert response.status_code == 422
    column = response.content.decode().partition('data-mine="true"')[2].partition("</form>")[0]
    assert "error-summary" in column
    assert "表述" in column
    assert "同意。" in column


def test_draft_pages_open_for_the_unit(world, sign_in):
    plan = made.a_draft(world, kind="long_term")
    item = plan.items.first()
    client = sign_in(world.unit_liaison)

    opened(client, "plan_detail", plan.pk)
    opened(client, "item_edit", item.pk)
    opened(client, "item_add", plan.pk)
    opened(client, "wording", plan.planned_issues.first().pk)
    opened(client, "import_upload", plan.pk)
    opened(client, "unit_home")


def test_receipt_and_lists_open(world, sign_in):
    plan = made.a_plan_in_force(world)
    client = sign_in(world.unit_head)

    assert plan.receipt_number in opened(client, "plan_receipt", plan.pk)
    opened(client, "unit_home")
    opened(client, "plan_list")
    opened(client, "ledger", q="问题", kind="counted", view="soon")
    opened(client, "suggestion_list")
