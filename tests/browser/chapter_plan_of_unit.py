"""The unit's plan: a first edition that leaves an issue out and rewords one, and the one that passes."""

from django.urls import reverse
from playwright.sync_api import Page

from inspections.models import Issue
from rectification.models import RectificationItem
from rectification.states import ItemKind, Party, PlanState
from tests.browser.hands import ask_for, is_offered, look_at, press, send, send_in_vain, to
from tests.browser.story import Story

PARTIES = {
    Party.DISCIPLINE: "discipline_reviewer",
    Party.ORGANIZATION: "organization_reviewer",
    Party.OFFICE: "office_staff",
}
FOUND, MADE_SMALLER = "4个项目", "个别项目"


def plan_the_rectification(story: Story) -> None:
    unit_leaves_one_issue_out_and_rewords_the_other(story)
    head_submits_it(story)
    nobody_can_pass_it(story)
    unit_draws_up_the_next_edition(story)
    head_submits_it(story)
    three_parties_pass_it(story)
    office_puts_it_in_force(story)


def unit_leaves_one_issue_out_and_rewords_the_other(story: Story) -> None:
    """Nobody else sees the draft; the unit reads beside each issue what it made of it."""
    page = story.at("unit_liaison")
    look_at(page, reverse("rectification:unit_home"))
    press(page, "rectification:plan_open", story.feedback.pk)
    story.rectification = story.feedback.plans.get()
    reworded = Issue.objects.get(text__contains=FOUND)
    _add_an_item(page, story, reworded, "规范项目招投标管理")
    _word(page, story, reworded.text.replace(FOUND, MADE_SMALLER))

    compare(page, story)
    assert ask_for(story.at("office_staff"), story.rectification.get_absolute_url())[0] == 404


def _add_an_item(page: Page, story: Story, issue: Issue, title: str) -> None:
    unit, leader = story.world.unit_a, story.world.unit_leader
    look_at(page, story.rectification)
    press(page, "rectification:item_add", story.rectification.pk)
    send(
        page, "#item-form", title=title, issue=issue.pk, goal="问题整改到位，制度有效执行。",
        kind=ItemKind.TIME_LIMITED, due_on=story.day(40), leader=leader.pk, lead_unit=unit.pk,
        cause="内部制约不足。", similar="逐一排查。",
    )  # fmt: skip
    story.item = RectificationItem.objects.get(plan=story.rectification, title=title)
    send(
        page, to("rectification:measure_add", story.item.pk), text="逐一复核有关合同和凭证",
        due_on=story.day(30), leader=leader.pk, department="综合处",
    )  # fmt: skip


def _word(page: Page, story: Story, wording: str) -> None:
    planned = story.rectification.planned_issues.get(issue__text__contains=FOUND)
    look_at(page, story.rectification)
    press(page, "rectification:wording", planned.pk)
    send(page, "main form.field-stack", wording=wording)


def compare(page: Page, story: Story) -> None:
    """Side by side: what was cut from the feedback's words, what was put in, what is missing."""
    look_at(page, story.rectification)
    cut = "".join(page.locator("main .verbatim del").all_inner_texts())
    added = "".join(page.locator("main .verbatim ins").all_inner_texts())
    assert set(cut) & set(FOUND)
    assert set(added) & set(MADE_SMALLER)
    differences = "[data-difference={}]".format
    assert page.locator(f"article {differences('substance')}").count() == 1
    assert page.locator(f"article {differences('missing')}").count() == 1


def head_submits_it(story: Story) -> None:
    page = story.at("unit_head")
    look_at(page, story.rectification)
    press(page, "rectification:plan_submit", story.rectification.pk)
    office = story.at("office_staff")
    look_at(office, story.rectification)
    press(office, "rectification:plan_take_up", story.rectification.pk)


def nobody_can_pass_it(story: Story) -> None:
    """Each party reads the same comparison, is refused a pass, and returns the plan."""
    for party, name in PARTIES.items():
        page = story.at(name)
        compare(page, story)
        form = to("rectification:plan_review", story.rectification.pk, party)
        words = opinion_of(party, passed=True)
        assert "未列入方案" in send_in_vain(page, form, **words)
        assert page.locator(f"{form} textarea").input_value() == words[f"{party}-opinion"]
        send(page, form, **opinion_of(party, passed=False))

    story.rectification.refresh_from_db()
    assert story.rectification.state == PlanState.RETURNED


def opinion_of(party: Party, *, passed: bool) -> dict[str, str]:
    """Each party's column has its own names."""
    result, opinion = ("passed", "同意。") if passed else ("returned", "请按反馈意见补充完整。")
    return {f"{party}-result": result, f"{party}-opinion": opinion}


def unit_draws_up_the_next_edition(story: Story) -> None:
    """It starts with everything of the last one."""
    page = story.at("unit_liaison")
    look_at(page, story.rectification)
    press(page, "rectification:plan_open", story.feedback.pk)
    story.rectification = story.feedback.plans.latest("number")
    missing = Issue.objects.exclude(text__contains=FOUND).get()
    _add_an_item(page, story, missing, "严格差旅费报销审核")
    _word(page, story, Issue.objects.get(text__contains=FOUND).text)
    story.item = story.rectification.items.exclude(issue=missing).get()

    look_at(page, story.rectification)
    assert page.locator("main [data-difference]").count() == 0


def three_parties_pass_it(story: Story) -> None:
    office = story.at("office_staff")
    for party, name in PARTIES.items():
        look_at(office, story.rectification)
        assert not is_offered(office, "rectification:plan_in_force", story.rectification.pk)
        page = story.at(name)
        look_at(page, story.rectification)
        form = to("rectification:plan_review", story.rectification.pk, party)
        send(page, form, **opinion_of(party, passed=True))


def office_puts_it_in_force(story: Story) -> None:
    office = story.at("office_staff")
    look_at(office, story.rectification)
    press(office, "rectification:plan_in_force", story.rectification.pk)
    story.let_the_worker_work()

    story.rectification.refresh_from_db()
    assert story.rectification.state == PlanState.IN_FORCE
    assert story.rectification.document.pdf is not None
