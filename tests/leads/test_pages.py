"""Registering, the steps by their forms, and the ledger."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from deadlines.models import Clock
from leads.models import Lead, LeadStep, Outcome
from leads.selectors import clocks, listing
from leads.services import intake
from leads.states import LeadState, Origin
from tests.factories import leads as make

S = LeadState
TODAY = timezone.localdate().isoformat()


def post(client, name, lead, **typed):
    lead.refresh_from_db()
    typed = {"version": lead.version, **typed}
    return client.post(reverse(f"leads:{name}", args=[lead.pk]), typed)


def registration(assignment, **more) -> dict:
    return {
        "assignment": assignment.pk if assignment else "",
        "subject": "s",
        "text": "t",
        "evidence": "e",
        "persons-TOTAL_FORMS": 1,
        "persons-INITIAL_FORMS": 0,
        "persons-0-part": "subject",
        "persons-0-name": "不详",
        **more,
    }


def test_member_registers_and_is_told_neither_number_nor_count(world, sign_in):
    client = sign_in(world.team_member)

    response = client.post(reverse("leads:register"), registration(world.assignment_a), follow=True)

    lead = Lead.objects.get()
    assert response.redirect_chain == [(reverse("leads:registered"), 302)]
    assert lead.number not in response.content.decode()
    assert lead.registered_by == world.team_member
    assert client.get(lead.get_absolute_url()).status_code == 404
    assert client.get(reverse("leads:list")).status_code == 404


def test_member_cannot_choose_another_teams_unit(world, sign_in):
    response = sign_in(world.team_member).post(
        reverse("leads:register"), registration(world.assignment_b)
    )

    assert response.status_code == 200
    assert not Lead.objects.exists()


def test_clerk_registers_what_reached_the_office(world, sign_in):
    response = sign_in(world.lead_clerk).post(reverse("leads:register"), registration(None))

    lead = Lead.objects.get()
    assert response.url == lead.get_absolute_url()
    assert (lead.origin, lead.team) == (Origin.OFFICE, None)


def test_refused_registration_keeps_what_was_typed(world, sign_in):
    typed = registration(world.assignment_a, subject="", text="已经写好的一段话")

    response = sign_in(world.team_member).post(reverse("leads:register"), typed)

    assert response.status_code == 200
    assert "已经写好的一段话" in response.content.decode()
    assert not Lead.objects.exists()


def test_the_way_of_a_lead_by_its_forms(world, client):
    lead = make.register(world)

    def by(person, name, **typed):
        client.force_login(person)
        response = post(client, name, lead, **typed)
        assert response.status_code == 302, (name, response.context["form"].errors)

    by(world.team_leader, "screen", held_on=TODAY, reasons="属于线索")
    by(world.team_leader, "propose", is_early="on")
    by(world.group_leader, "send_back", reasons="补充研判意见")
    by(world.team_leader, "propose", is_early="on", reasons="已补充")
    by(world.group_leader, "approve", held_on=TODAY, opinion="同意")
    by(
        world.lead_clerk, "hand_over", second_giver=world.office_director.pk,
        receiver=world.discipline_case_manager.pk, second_receiver=world.discipline_reviewer.pk,
        pieces=4,
    )  # fmt: skip
    case = world.discipline_case_manager
    by(case, "receive", checked="on")
    by(case, "dispose", kind="deferred", opinion="o", approver="a", approved_on=TODAY)
    by(case, "reactivate", opinion="o", approver="a", approved_on=TODAY)
    by(case, "report_result", kind="filed", form="third", persons=1, decided_on=TODAY)
    by(case, "add_outcome", kind="sanctioned", form="third", persons=1, decided_on=TODAY)
    by(case, "feed_back", summary="已立案")
    by(world.lead_clerk, "close")

    lead.refresh_from_db()
    assert lead.state == S.CLOSED
    assert LeadStep.objects.filter(lead=lead).count() == 13
    assert Outcome.objects.filter(lead=lead).count() == 2
    receipt = client.get(reverse("leads:receipt", args=[lead.pk])).content.decode()
    assert lead.handover.receipt_number in receipt


def test_stale_step_is_refused_and_the_words_stay(world, sign_in):
    lead = make.register(world)
    client = sign_in(world.team_leader)

    response = post(client, "screen", lead, held_on=TODAY, reasons="写好的理由", version=99)

    assert response.status_code == 409
    assert "写好的理由" in response.content.decode()
    lead.refresh_from_db()
    assert lead.state == S.REGISTERED


def test_day_in_the_future_is_refused(world, sign_in):
    lead = make.register(world)
    tomorrow = timezone.localdate() + timedelta(days=1)

    response = post(sign_in(world.team_leader), "screen", lead, held_on=tomorrow, reasons="r")

    assert response.status_code == 200
    assert "held_on" in response.context["form"].errors


def test_transfer_is_not_proposed_without_evidence(world, sign_in):
    make.make_key_file()
    bare = make.words()
    bare = type(bare)(subject=bare.subject, text=bare.text)
    lead = intake.register_lead(
        bare, actor=world.team_leader, body=world.body, assignment=world.assignment_a
    )
    make.screen(world, lead)

    response = post(sign_in(world.team_leader), "propose", lead, is_early="on")

    assert response.status_code == 409
    lead.refresh_from_db()
    assert lead.state == S.SCREENED


@pytest.mark.row("TC-32")
def test_queue_of_the_discipline_side_has_the_inspections_leads_first(world):
    office = make.register_at_office(world)
    Lead.objects.filter(pk=office.pk).update(
        state=S.TRANSFERRED, transferred_at=timezone.now() - timedelta(days=9), is_priority=True
    )
    plain = make.lead_at(world, S.TRANSFERRED)
    urgent = make.lead_at(world, S.TRANSFERRED)
    Lead.objects.filter(pk=urgent.pk).update(is_priority=True)

    queue = listing.waiting_leads(world.discipline_case_manager)

    assert list(queue) == [urgent, plain, office]


@pytest.mark.row("SD-14")
def test_lead_without_an_opinion_after_the_limit_is_flagged_until_it_has_one(world, sign_in):
    late, fresh = make.lead_at(world, S.RECEIVED), make.lead_at(world, S.RECEIVED)
    yesterday = timezone.localdate() - timedelta(days=1)
    Clock.objects.filter(pk=late.opinion_clock_id).update(due_on=yesterday)
    case = world.discipline_case_manager

    assert list(listing.leads_without_opinion(case)) == [late]
    text = sign_in(case).get(reverse("leads:list") + "?view=no-opinion").content.decode()
    assert late.number in text
    assert fresh.number not in text
    assert 'data-light="overdue"' in text

    late.refresh_from_db()
    make.dispose(world, late)
    assert list(listing.leads_without_opinion(case)) == []
    assert set(listing.leads_called_for(case)) == {late, fresh}


def test_closed_lead_leaves_the_periodic_call(world):
    make.lead_at(world, S.CLOSED)

    assert list(listing.leads_called_for(world.lead_clerk)) == []


def test_counts_of_the_views_are_the_lists_behind_them(world, sign_in):
    for state in (S.REGISTERED, S.TRANSFERRED, S.RECEIVED):
        make.lead_at(world, state)
    client = sign_in(world.lead_clerk)

    for view in client.get(reverse("leads:list")).context["views"]:
        page = client.get(reverse("leads:list") + view["url"])
        assert page.context["count"] == view["count"], view["label"]


@pytest.mark.parametrize("page", ["leads:list", "leads:openings"])
def test_lists_cost_the_same_for_one_row_and_three(
    world, sign_in, page, django_assert_max_num_queries
):
    client = sign_in(world.lead_clerk)

    def cost() -> int:
        with django_assert_max_num_queries(60) as captured:
            client.get(reverse(page))
        return len(captured)

    make.opening(make.lead_at(world, S.RECEIVED), world.lead_clerk)
    one = cost()
    for _ in range(2):
        make.opening(make.lead_at(world, S.RECEIVED), world.lead_clerk)

    assert cost() == one


def test_leads_are_not_exported(world, sign_in):
    make.register(world)

    response = sign_in(world.lead_clerk).post(reverse("leads:list"), {"export": "xlsx"})

    assert response.status_code == 405


def test_clocks_of_leads_are_for_those_who_know_of_them(world):
    lead = make.lead_at(world, S.RECEIVED)
    people = clocks.recipients(lead.opinion_clock, "handler")

    assert list(people) == [world.discipline_case_manager]
    assert list(clocks.recipients(lead.opinion_clock, "office")) == [world.lead_clerk]
    for person in (world.unit_head, world.office_staff, world.team_member, world.api_client):
        assert not Clock.objects.visible_to(person).filter(kind="leads.matter").exists()
    assert Clock.objects.visible_to(world.discipline_case_manager).count() == 3
