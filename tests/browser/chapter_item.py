"""One item: worked on, claimed, returned, late, given a later date, claimed again, passed, closed."""

from datetime import timedelta

from django.urls import reverse
from playwright.sync_api import Page

from deadlines.models import Clock
from rectification.states import ClosurePart, EvidenceKind, ItemState, Party
from tests.browser.chapter_plan_of_unit import PARTIES, opinion_of
from tests.browser.hands import look_at, pdf, press, send, to, write
from tests.browser.story import Story

PARTS = {
    "person": "对2名责任人批评教育。",
    "matter": "4个项目已复核，损失已追回。",
    "cause": "招标方式变更缺乏集体研究。",
    "institution": "修订三重一大事项清单。",
    "similar": "对近三年项目逐一排查。",
}


def rectify_and_close(story: Story) -> None:
    unit_works_on_the_item(story)
    unit_claims_and_its_head_signs(story)
    one_party_returns_it(story)
    its_day_passes(story)
    unit_gets_a_later_date(story)
    unit_proves_more(story)
    unit_claims_and_its_head_signs(story)
    all_three_pass_it(story)
    office_closes_it(story)


def unit_works_on_the_item(story: Story) -> None:
    page, item = story.at("unit_liaison"), story.item
    look_at(page, item)
    press(page, "rectification:item_start", item.pk)
    progress = to("rectification:item_progress", item.pk)
    send(page, progress, percent=60, text="已完成复核，正在修订制度。")
    assert not _claim_is_offered(page, story)
    send(page, to("rectification:measure_done", item.measures.get().pk), done_on=story.day(0))
    _attach(page, story, "整改佐证")
    send(page, to("rectification:item_parts", item.pk), **PARTS)
    assert _claim_is_offered(page, story)


def _claim_is_offered(page: Page, story: Story) -> bool:
    form = to("rectification:item_claim", story.item.pk)
    return page.locator(f"{form} button:not([type=button])").count() > 0


def _attach(page: Page, story: Story, name: str) -> None:
    evidence = to("rectification:item_evidence", story.item.pk)
    send(page, evidence, file=pdf(name, name), part=ClosurePart.MATTER, kind=EvidenceKind.SCAN)


def unit_claims_and_its_head_signs(story: Story) -> None:
    page, pk = story.at("unit_leader"), story.item.pk
    look_at(page, story.item)
    send(page, to("rectification:item_claim", pk), statement="四项要求均已落实，申请销号。")
    head = story.at("unit_head")
    look_at(head, story.item)
    press(head, "rectification:item_confirm", pk)


def _review(story: Story, party: Party, *, passed: bool) -> None:
    page = story.at(PARTIES[party])
    look_at(page, story.item)
    form = to("rectification:item_review", story.item.pk, party)
    send(page, form, **opinion_of(party, passed=passed))


def one_party_returns_it(story: Story) -> None:
    """Each writes its own opinion and no other's; the unit reads why, and the item runs on."""
    office = story.at("office_staff")
    look_at(office, story.item)
    other = to("rectification:item_review", story.item.pk, Party.DISCIPLINE)
    assert office.locator(other).count() == 0
    for party in PARTIES:
        _review(story, party, passed=party != Party.OFFICE)

    page = story.at("unit_liaison")
    look_at(page, story.item)
    assert opinion_of(Party.OFFICE, passed=False)["office-opinion"] in page.content()
    story.item.refresh_from_db()
    assert story.item.state == ItemState.RETURNED
    assert story.item.clock.is_running


def its_day_passes(story: Story) -> None:
    """Returned is not verified: once its day is over it is overdue."""
    yesterday = story.today - timedelta(days=1)
    Clock.objects.filter(pk=story.item.clock_id).update(due_on=yesterday)

    page = story.at("office_staff")
    assert _overdue(page) == 1


def _overdue(page: Page) -> int:
    look_at(page, f"{reverse('rectification:ledger')}?light=overdue")
    return page.locator("main tbody tr").count()


def unit_gets_a_later_date(story: Story) -> None:
    page, pk = story.at("unit_liaison"), story.item.pk
    look_at(page, story.item)
    asked = to("rectification:item_extension", pk)
    send(page, asked, until=story.day(70), reason="造价复审需第三方报告。")
    director = story.at("office_director")
    look_at(director, story.item)
    decision = to("rectification:extension_decide", pk)
    send(director, decision, decision="granted", reason="理由属实，同意。")

    story.item.clock.refresh_from_db()
    assert story.item.clock.due_on.isoformat() == story.day(70)
    assert _overdue(story.at("office_staff")) == 0


def unit_proves_more(story: Story) -> None:
    page = story.at("unit_liaison")
    look_at(page, story.item)
    _attach(page, story, "入库凭证")


def all_three_pass_it(story: Story) -> None:
    for party in PARTIES:
        _review(story, party, passed=True)


def office_closes_it(story: Story) -> None:
    """Its record is rendered, and the unit reads it."""
    page = story.at("office_staff")
    look_at(page, story.item)
    write(page, "#close-form", opinion="四项齐备，同意销号。")
    press(page, "rectification:item_close", story.item.pk)
    story.let_the_worker_work()

    story.item.refresh_from_db()
    assert story.item.state == ItemState.CLOSED
    record = story.item.closures.get().document
    assert record.pdf is not None
    unit = story.at("unit_head")
    look_at(unit, story.item)
    assert record.number in unit.locator("main").inner_text()
