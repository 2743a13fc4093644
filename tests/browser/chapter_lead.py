"""A lead: sealed by the team, decided by the chiefs, handed over; then only the discipline side."""

from django.urls import reverse

from accounts.models import JournalEntry
from leads import rules
from leads.models import Lead
from leads.states import LeadState, Purpose
from tests.browser.conftest import PASSWORD
from tests.browser.hands import ask_for, is_offered, look_at, press, send, write
from tests.browser.story import Story

SECRET = "反映某干部收受管理服务对象礼金。"


def hand_a_lead_over(story: Story) -> None:
    leader_registers_and_screens_it(story)
    group_leader_approves_the_transfer(story)
    lead_clerk_hands_it_over(story)
    case_manager_receives_and_opens_it(story)
    nobody_else_gets_at_it(story)


def leader_registers_and_screens_it(story: Story) -> None:
    page = story.at("leader")
    look_at(page, reverse("leads:register"))
    send(
        page, "#lead", assignment=story.assignment.pk, subject="某干部有关问题", text=SECRET,
        evidence="来信一份", **{"persons-0-name": "某甲"},
    )  # fmt: skip
    lead = Lead.objects.get()
    press(page, "leads:screen", lead.pk)
    send(page, "#step", held_on=story.day(0), reasons="具体可查。")
    press(page, "leads:propose", lead.pk)
    # The report is not approved yet: the transfer is an early one.
    send(page, "#step", is_early=True, reasons="情况紧急。")


def group_leader_approves_the_transfer(story: Story) -> None:
    page = story.at("group_leader")
    lead = Lead.objects.get()
    look_at(page, lead)
    press(page, "leads:approve", lead.pk)
    send(page, "#step", held_on=story.day(0), opinion="同意移交。")


def lead_clerk_hands_it_over(story: Story) -> None:
    page = story.at("lead_clerk")
    lead = Lead.objects.get()
    look_at(page, lead)
    press(page, "leads:hand_over", lead.pk)
    send(
        page, "#step", second_giver=story.world.office_staff.pk,
        receiver=story.world.discipline_case_manager.pk,
        second_receiver=story.world.discipline_reviewer.pk, pieces=1,
    )  # fmt: skip


def case_manager_receives_and_opens_it(story: Story) -> None:
    """Opening it takes a reason, which stands in the journal."""
    page = story.at("discipline_case_manager")
    lead = Lead.objects.get()
    look_at(page, lead)
    press(page, "leads:receive", lead.pk)
    send(page, "#step", checked=True)
    look_at(page, lead)
    assert SECRET not in page.content()
    write(page, "#door", purpose=Purpose.values[0], explanation="研究提出处置意见，需阅看全文。")
    if page.locator("#door [name=password]").count():
        write(page, "#door", password=PASSWORD)
    send(page, "#door")

    assert SECRET in page.content()
    lead.refresh_from_db()
    assert lead.state == LeadState.RECEIVED
    assert JournalEntry.objects.filter(
        actor=story.world.discipline_case_manager,
        verb__startswith="leads.lead.open",
        subject_id=str(lead.pk),
    ).exists()


def nobody_else_gets_at_it(story: Story) -> None:
    lead = Lead.objects.get()
    look_at(story.at("leader"), lead)
    assert not is_offered(story.at("leader"), "leads:open", lead.pk)
    dispose = reverse("leads:dispose", args=[lead.pk])
    for name in ("leader", "office_staff"):
        status, text = ask_for(story.at(name), dispose)
        assert status == 409
        assert str(rules.NOT_THEIRS) in text
    for name in ("unit_head", "unit_liaison"):
        status, _ = ask_for(story.at(name), lead.get_absolute_url())
        assert status == 404
