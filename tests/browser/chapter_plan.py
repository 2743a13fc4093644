"""The plan: drawn up by the office, passed by the leading group, adopted by the committee, in force."""

from django.urls import reverse

from inspections.models import InspectionPlan, PlanTarget
from inspections.states.plan import PlanState
from tests.browser.hands import is_offered, look_at, pdf, press, send
from tests.browser.story import Story
from tests.factories.inspections.workbook import workbook_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def make_the_plan(story: Story) -> None:
    office_draws_it_up(story)
    office_is_told_what_is_wrong_with_a_workbook(story)
    office_imports_the_targets(story)
    leading_group_passes_it(story)
    committee_adopts_it(story)
    office_issues_it(story)


def office_draws_it_up(story: Story) -> None:
    page = story.at("office_staff")
    look_at(page, reverse("inspections:plan_list"))
    press(page, "inspections:plan_new")
    press(page, "inspections:term_new")
    year = story.today.year
    send(
        page, "#entry", number=13, name="第十三届江澜市委",
        starts_on=f"{year}-01-01", ends_on=f"{year + 4}-12-31",
    )  # fmt: skip
    send(
        page, "#entry", term=page.locator("[name=term] option").last.get_attribute("value"),
        title="江澜市委巡察工作规划", first_year=year, last_year=year, rounds_per_year=1,
        targets_per_round=2, quota_full_organ=2,
    )  # fmt: skip
    story.plan = InspectionPlan.objects.get()


def office_is_told_what_is_wrong_with_a_workbook(story: Story) -> None:
    """One row names nobody: nothing of the workbook is taken over."""
    page = story.at("office_staff")
    send_targets(page, story, ["NOBODY", "", "党政机关", "全覆盖"])

    assert not _can_be_confirmed(page)
    assert not PlanTarget.objects.exists()


def office_imports_the_targets(story: Story) -> None:
    page = story.at("office_staff")
    look_at(page, story.plan)
    assert not is_offered(page, "inspections:plan_submit", story.plan.pk)  # counts do not agree
    send_targets(page, story)
    assert _can_be_confirmed(page)
    press(page, "inspections:import_confirm", story.plan.imports.latest("pk").pk)
    look_at(page, story.plan)
    press(page, "inspections:plan_spread", story.plan.pk)
    send(page, "#entry")
    press(page, "inspections:plan_submit", story.plan.pk)


def send_targets(page, story: Story, *more: list[str]) -> None:
    look_at(page, story.plan)
    press(page, "inspections:plan_targets", story.plan.pk)
    press(page, "inspections:plan_import", story.plan.pk)
    units = [story.world.unit_a, story.world.unit_b]
    rows = [[unit.code, unit.name, "organ", "full"] for unit in units]
    book = workbook_of(*rows, *more)
    send(page, "#entry", upload=(book.name, XLSX, book.read()))


def _can_be_confirmed(page) -> bool:
    return page.locator("main form[action$='/confirm/']").count() > 0


def leading_group_passes_it(story: Story) -> None:
    page = story.at("group_leader")
    look_at(page, story.plan)
    press(page, "inspections:plan_pass", story.plan.pk)
    send(page, "#entry", held_on=story.day(0), minutes=pdf("领导小组会议纪要"), note="同意。")


def committee_adopts_it(story: Story) -> None:
    page = story.at("committee_leader")
    look_at(page, story.plan)
    press(page, "inspections:plan_adopt", story.plan.pk)
    send(page, "#entry", held_on=story.day(0), minutes=pdf("常委会会议纪要"), note="通过。")


def office_issues_it(story: Story) -> None:
    page = story.at("office_staff")
    look_at(page, story.plan)
    press(page, "inspections:plan_issue", story.plan.pk)
    send(page, "#entry", number="江委发〔2026〕6号")

    story.plan.refresh_from_db()
    assert story.plan.state == PlanState.IN_FORCE
