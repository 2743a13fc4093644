"""Every state × deed × role: who may, and that all others may not (security.md A8)."""

import pytest

from accounts.models import Recusal
from accounts.roles import LEADING, OFFICE, TEAM, Role
from accounts.verdicts import NotAllowed
from leads import rules
from leads.models import Lead
from leads.services import disposing
from leads.states import HANDED_OVER, LEAD_STEPS, PROPOSED_OR_LATER, LeadState
from tests.factories import leads as make

S = LeadState
CASE = Role.DISCIPLINE_CASE_MANAGER
INTAKE = {Role.TEAM_LEADER, Role.LEAD_CLERK}
CHIEFS = {Role.COMMITTEE_LEADER, Role.GROUP_LEADER}

# domain.md 2.3, as a table: deed → (states it begins in, roles that do it).
TABLE = {
    "amend": ({S.REGISTERED, S.SCREENED}, INTAKE),
    "screen": ({S.REGISTERED}, INTAKE),
    "refer": ({S.REGISTERED}, INTAKE),
    "propose": ({S.SCREENED}, {Role.TEAM_LEADER}),
    "approve": ({S.PROPOSED_TRANSFER}, CHIEFS),
    "send_back": ({S.PROPOSED_TRANSFER}, CHIEFS),
    "hand_over": ({S.APPROVED}, {Role.LEAD_CLERK}),
    "receive": ({S.TRANSFERRED}, {CASE}),
    "dispose": ({S.RECEIVED}, {CASE}),
    "reactivate": ({S.DEFERRED}, {CASE}),
    "report_result": ({S.TALK_INQUIRY, S.PRELIMINARY_VERIFICATION}, {CASE}),
    "add_outcome": (
        {S.TALK_INQUIRY, S.PRELIMINARY_VERIFICATION, S.RESULT_REPORTED, S.FED_BACK},
        {CASE, Role.ORGANIZATION_REVIEWER},
    ),
    "feed_back": ({S.RESULT_REPORTED, S.CONCLUDED}, {CASE}),
    "close": ({S.FED_BACK}, {Role.LEAD_CLERK}),
}
BY_TEAM_BEFORE = {Role.TEAM_LEADER}
BY_RECEIVERS_AFTER = {CASE, Role.ORGANIZATION_REVIEWER}


def openers(state) -> set:
    after = BY_RECEIVERS_AFTER if state in HANDED_OVER else BY_TEAM_BEFORE
    return {Role.LEAD_CLERK} | after


@pytest.fixture
def lead(world):
    """One lead, whose state the tests pretend; it is a cadre matter."""
    lead = make.register(world)
    lead.is_cadre_matter = True
    return lead


def test_the_table_names_every_deed():
    assert set(TABLE) == set(rules.DEEDS)


@pytest.mark.row("HLJ-27")
@pytest.mark.parametrize("role", list(Role))
def test_every_state_and_deed_of_one_role(world, lead, role):
    person = world.person(role)
    standing = rules.standing(person, lead)
    deviations = []
    for state in S:
        lead.state = state
        for deed, (states, roles) in TABLE.items():
            verdict = rules.verdict(standing, deed, lead)
            if bool(verdict) != (state in states and role in roles):
                deviations.append((state, deed, verdict))
            assert verdict or str(verdict.reason)
        if bool(rules.verdict(standing, "open", lead)) != (role in openers(state)):
            deviations.append((state, "open"))
    assert deviations == []


@pytest.mark.parametrize("role", list(Role))
def test_who_knows_of_a_lead_in_each_state(world, lead, role):
    wrong = []
    for state in S:
        pretend(lead, state)
        knows = Lead.objects.visible_to(world.person(role)).exists()
        if knows != (role in knowing(state)):
            wrong.append((state, knows))
    assert wrong == []


def knowing(state) -> set:
    known = set(INTAKE)
    if state in PROPOSED_OR_LATER:
        known |= LEADING
    if state in HANDED_OVER:
        known |= BY_RECEIVERS_AFTER
    return known


def pretend(lead, state):
    """Put the lead into a state behind the model's back, with the times its constraints ask for."""
    now = lead.registered_at
    later = state in HANDED_OVER
    received = later and state != S.TRANSFERRED
    fed_back = state in {S.FED_BACK, S.CLOSED}
    Lead.objects.filter(pk=lead.pk).update(
        state=state,
        is_cadre_matter=True,
        transferred_at=now if later else None,
        received_at=now if received else None,
        fed_back_at=now if fed_back else None,
        summary_sealed=b"sealed" if fed_back else b"",
        closed_at=now if state == S.CLOSED else None,
    )


def test_a_lead_that_is_no_cadre_matter_stays_unknown_to_the_organization_department(world, lead):
    pretend(lead, S.RECEIVED)
    Lead.objects.filter(pk=lead.pk).update(is_cadre_matter=False)

    assert not Lead.objects.visible_to(world.organization_reviewer).exists()


def test_the_other_teams_leader_and_a_recused_clerk_see_nothing(world, lead):
    assert not Lead.objects.visible_to(world.other_leader).exists()
    assert Lead.objects.visible_to(world.lead_clerk).exists()

    Recusal.objects.create(
        person=world.lead_clerk, organization=world.unit_a, reason="亲属任职",
        decided_by=world.group_leader,
    )  # fmt: skip

    assert not Lead.objects.visible_to(world.lead_clerk).exists()
    assert not rules.may(world.lead_clerk, "open", lead)
    assert world.lead_clerk not in rules.people_who_may_open(lead)


def test_everybody_who_may_open_is_counted(world, lead):
    assert set(rules.people_who_may_open(lead)) == {world.lead_clerk, world.team_leader}
    lead.state = S.RECEIVED
    assert set(rules.people_who_may_open(lead)) == {
        world.lead_clerk,
        world.discipline_case_manager,
        world.organization_reviewer,
    }


@pytest.mark.row("HLJ-27")
@pytest.mark.parametrize("role", sorted(TEAM | OFFICE | {Role.LEAD_CLERK}))
def test_team_and_office_never_dispose(world, role):
    lead = make.lead_at(world, S.RECEIVED)
    before = list(lead.dispositions.all())

    with pytest.raises(NotAllowed) as refused:
        disposing.dispose(
            lead, "concluded", actor=world.person(role), opinion="o", approver="a",
            approved_on=lead.received_at.date(),
        )  # fmt: skip

    assert refused.value.reason == rules.NOT_THEIRS
    lead.refresh_from_db()
    assert (lead.state, list(lead.dispositions.all())) == (S.RECEIVED, before)


@pytest.mark.parametrize("state", list(S))
def test_the_steps_of_the_table_are_those_of_the_deeds(state):
    """No state has a way out that no deed takes, and none takes a way that does not exist."""
    deeds = {deed for deed, (states, _) in TABLE.items() if state in states}
    assert bool(LEAD_STEPS[state]) == bool(deeds - {"amend", "add_outcome"})
