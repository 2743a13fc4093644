import pytest
from django.db import connection

from accounts.models import JournalEntry, Notice
from accounts.verdicts import NotAllowed
from leads.models import Handover, Lead, LeadKey, LeadStep
from leads.selectors.content import content_for
from leads.services import disposing, handing, intake
from leads.states import Compartment, DispositionKind, HolderGroup, LeadState
from tests.factories import leads as make

S = LeadState


def groups(lead, compartment):
    return set(lead.keys.filter(compartment=compartment).values_list("group", flat=True))


@pytest.mark.row("LZ-30")
def test_a_lead_is_handed_over_during_the_inspection_before_any_report(world):
    lead = make.lead_at(world, S.TRANSFERRED)

    assert lead.is_early
    assert lead.assignment.state == "stationed"
    assert lead.transferred_at is not None


def test_without_an_early_transfer_a_lead_waits_for_the_report(world):
    lead = make.lead_at(world, S.SCREENED)

    with pytest.raises(NotAllowed, match=r"early transfer|边巡边移"):
        intake.propose_transfer(lead, actor=world.team_leader, is_early=False, reasons="")

    lead.refresh_from_db()
    assert lead.state == S.SCREENED


def test_whole_way_of_a_lead(world):
    lead = make.lead_at(world, S.CLOSED)

    way = list(LeadStep.objects.filter(lead=lead).values_list("to_state", flat=True))
    assert way == [
        S.REGISTERED, S.SCREENED, S.PROPOSED_TRANSFER, S.APPROVED, S.TRANSFERRED, S.RECEIVED,
        S.PRELIMINARY_VERIFICATION, S.RESULT_REPORTED, S.FED_BACK, S.CLOSED,
    ]  # fmt: skip
    assert [clock.is_running for clock in clocks_of(lead)] == [False, False, False]


def clocks_of(lead):
    lead.refresh_from_db()
    return [lead.opinion_clock, lead.feedback_clock, lead.conclusion_clock]


def test_receiving_starts_three_neutral_clocks(world):
    lead = make.lead_at(world, S.RECEIVED)

    for clock in clocks_of(lead):
        assert clock.is_running
        assert (clock.title, clock.organization) == ("", None)
    codes = [clock.rule.code for clock in clocks_of(lead)]
    assert codes == ["lead.opinion.due", "lead.feedback.months", "lead.conclude.months"]


@pytest.mark.row("HLJ-27")
def test_the_hand_over_takes_the_key_from_the_team_and_gives_it_to_the_receivers(world):
    lead = make.lead_at(world, S.APPROVED)
    assert groups(lead, Compartment.INTAKE) == {HolderGroup.CLERKS, HolderGroup.TEAM}

    handing.hand_over(
        lead, actor=world.lead_clerk, second_giver=world.office_director,
        receiver=world.discipline_case_manager, second_receiver=world.discipline_reviewer,
        pieces=2,
    )  # fmt: skip

    assert groups(lead, Compartment.INTAKE) == {HolderGroup.CLERKS, HolderGroup.DISCIPLINE}
    with pytest.raises(NotAllowed):
        make.opening(lead, world.team_leader)


def test_a_cadre_matter_gives_the_organization_department_a_key_too(world):
    lead = make.lead_at(world, S.RECEIVED, cadre=True)

    assert HolderGroup.ORGANIZATION in groups(lead, Compartment.INTAKE)
    assert groups(lead, Compartment.CASE) == {HolderGroup.DISCIPLINE, HolderGroup.ORGANIZATION}
    seen = content_for(
        make.opening(lead, world.organization_reviewer), user=world.organization_reviewer
    )
    assert seen.subject == "CNRY-lead-subject"


def test_the_discipline_sides_file_is_closed_to_the_lead_clerk(world):
    lead = make.lead_at(world, S.FED_BACK)

    clerk = content_for(make.opening(lead, world.lead_clerk), user=world.lead_clerk)
    handler = content_for(
        make.opening(lead, world.discipline_case_manager), user=world.discipline_case_manager
    )

    assert clerk.summary == "CNRY-lead-summary"
    assert clerk.case is None
    assert handler.case.dispositions[0]["opinion"] == "CNRY-lead-opinion"
    assert handler.case.outcomes[0]["note"] == "CNRY-lead-outcome"


@pytest.mark.parametrize(
    "missing", ["second_giver", "receiver", "second_receiver", "same", "outsider"]
)
def test_a_hand_over_needs_two_persons_on_each_side(world, missing):
    lead = make.lead_at(world, S.APPROVED)
    people = {
        "second_giver": world.office_director,
        "receiver": world.discipline_case_manager,
        "second_receiver": world.discipline_reviewer,
    }
    if missing == "same":
        people["second_receiver"] = world.discipline_case_manager
    else:
        people[missing if missing in people else "receiver"] = world.unit_head

    with pytest.raises(NotAllowed):
        handing.hand_over(lead, actor=world.lead_clerk, pieces=1, **people)

    lead.refresh_from_db()
    assert lead.state == S.APPROVED
    assert groups(lead, Compartment.INTAKE) == {HolderGroup.CLERKS, HolderGroup.TEAM}


def test_a_receipt_says_nothing_of_the_content(world):
    lead = make.lead_at(world, S.RECEIVED)
    handover = Handover.objects.get(lead=lead)

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM leads_handover")
        row = str(cursor.fetchall())
    assert "CNRY" not in row
    assert handover.receipt_number
    assert handover.received_by == world.discipline_case_manager


def test_a_deferred_lead_is_taken_up_again(world):
    lead = make.lead_at(world, S.DEFERRED)

    disposing.reactivate(
        lead, actor=world.discipline_case_manager, opinion="o", approver="a",
        approved_on=lead.received_at.date(),
    )  # fmt: skip

    assert lead.state == S.PRELIMINARY_VERIFICATION
    kinds = list(lead.dispositions.values_list("kind", flat=True))
    assert kinds == [DispositionKind.DEFERRED, DispositionKind.PRELIMINARY_VERIFICATION]


def test_the_journal_names_a_lead_by_its_number_alone(world):
    lead = make.lead_at(world, S.CLOSED)
    make.opening(lead, world.lead_clerk)

    entries = JournalEntry.objects.filter(subject_type="leads.lead")
    assert entries.count() > 10
    for entry in entries:
        assert "CNRY" not in str(entry.details)


def test_notices_are_neutral_and_go_to_whoever_is_next(world):
    lead = make.lead_at(world, S.TRANSFERRED)

    told = Notice.objects.filter(about_type="leads.lead").order_by("pk")
    titles = {str(notice) for notice in told}
    assert all(lead.number in title and "CNRY" not in title for title in titles)
    assert told.last().recipient == world.discipline_case_manager
    outsiders = told.filter(recipient__in=[world.team_member, world.unit_head, world.office_staff])
    assert not outsiders.exists()


def test_registering_gives_the_member_no_way_back(world):
    lead = make.register(world, actor=world.team_member)

    assert not Lead.objects.visible_to(world.team_member).exists()
    with pytest.raises(NotAllowed):
        make.opening(lead, world.team_member)


def test_nobody_registers_at_another_teams_unit(world):
    with pytest.raises(NotAllowed):
        make.register(world, assignment=world.assignment_b, actor=world.team_member)

    assert not Lead.objects.exists()
    assert not LeadKey.objects.exists()


def test_a_stale_correction_is_refused_and_nothing_overwritten(world):
    lead = make.register(world)
    intake.amend_lead(lead, make.words("first"), actor=world.team_leader, version=1)

    with pytest.raises(NotAllowed):
        intake.amend_lead(lead, make.words("second"), actor=world.lead_clerk, version=1)

    lead.refresh_from_db()
    seen = content_for(make.opening(lead, world.team_leader), user=world.team_leader)
    assert seen.subject == "first-subject"
    assert [file.name for file in seen.attachments] == ["CNRY-lead-file.txt", "first-file.txt"]
