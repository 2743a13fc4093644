"""Counts, the masking of small ones, and the statistics table without a funnel."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Recusal
from accounts.roles import LEADING, OFFICE, REVIEWERS, Role
from accounts.verdicts import NotAllowed
from inspections.models import Round, Team
from leads.models import Lead, PeriodFigure
from leads.selectors.figures import lead_counts, outcome_figures
from leads.services import disposing
from leads.services.figures import correct_figures, enter_figures
from leads.states import LeadState, OutcomeKind
from tests.factories import leads as make

S = LeadState
EXACT = {*LEADING, Role.LEAD_CLERK, Role.DISCIPLINE_CASE_MANAGER, Role.TEAM_LEADER}
AGGREGATE = OFFICE | REVIEWERS
LZ = {"starts_on": date(2017, 1, 1), "ends_on": date(2017, 12, 31), "source": "年度统计"}


@pytest.fixture
def leads(world):
    """Six registered, four of them handed over, one with a case filed, one closed."""
    walked = [
        make.lead_at(world, state)
        for state in (S.TRANSFERRED, S.RECEIVED, S.RESULT_REPORTED, S.CLOSED)
    ]
    return [make.register(world), make.register(world), *walked]


def shown(counts) -> dict[str, str]:
    return {name: str(figure) for name, figure in vars(counts).items()}


def test_counts_of_a_round_for_those_who_read_rows(world, leads):
    exact = {
        "registered": "6", "approved": "4", "transferred": "4", "received": "3",
        "disposed": "2", "filed": "2", "fed_back": "1", "closed": "1",
    }  # fmt: skip
    for role in EXACT:
        assert shown(lead_counts(world.person(role), world.round)) == exact, role


def test_small_counts_are_masked_for_readers_of_aggregates(world, leads):
    for role in AGGREGATE:
        counts = lead_counts(world.person(role), world.round)
        assert counts.registered.value == 6
        small = [figure for name, figure in vars(counts).items() if name != "registered"]
        assert all(figure.is_masked for figure in small), role
        assert all(str(figure) == "不显示" for figure in small)


def test_a_masked_round_does_not_follow_from_the_total_and_the_other_round(world, leads):
    """Six in this round; three more elsewhere: total less six would tell the three."""
    for _ in range(3):
        make.register(world)
    elsewhere = Round.objects.get(pk=world.round.pk)
    elsewhere.pk, elsewhere.plan_round, elsewhere.number = None, None, elsewhere.number + 1
    elsewhere.save(force_insert=True)
    team = Team.objects.get(pk=world.team_b.pk)
    moved = Lead.objects.order_by("-pk")[:3]
    Lead.objects.filter(pk__in=[lead.pk for lead in moved]).update(team=team)
    Team.objects.filter(pk=team.pk).update(round=elsewhere)

    this, other, every = (
        lead_counts(world.office_staff, each) for each in (world.round, elsewhere, None)
    )

    assert other.registered.is_masked
    assert this.registered.is_masked or every.registered.is_masked
    assert lead_counts(world.group_leader).registered.value == 9


def test_zero_is_shown_because_it_points_at_nobody(world):
    assert lead_counts(world.office_staff, world.round).closed.value == 0


def test_no_counts_for_whom_leads_do_not_exist(world, leads):
    for role in set(Role) - EXACT - AGGREGATE:
        assert lead_counts(world.person(role), world.round) is None, role
    assert lead_counts(world.other_leader, world.round).registered.value == 0


def test_recused_person_does_not_count_the_units_leads(world, leads):
    Recusal.objects.create(
        person=world.lead_clerk, organization=world.unit_a, reason="亲属任职",
        decided_by=world.group_leader,
    )  # fmt: skip

    assert lead_counts(world.lead_clerk, world.round).registered.value == 0


@pytest.mark.row("YN-38")
def test_cases_filed_are_counted_from_what_the_discipline_side_fed_back_alone(world, leads):
    before = dict(outcome_figures(world.lead_clerk))
    filed = str(OutcomeKind.FILED.label)
    assert before[filed].value == 2

    enter_figures(
        actor=world.discipline_case_manager, body=world.body, group="市直机关",
        received=768, verified=890, filed=681, **LZ,
    )  # fmt: skip
    assert dict(outcome_figures(world.lead_clerk)) == before

    with pytest.raises(NotAllowed):
        disposing.add_outcome(leads[5], make.outcome(), actor=world.office_staff)
    disposing.add_outcome(
        leads[4], make.outcome(OutcomeKind.SANCTIONED), actor=world.discipline_case_manager
    )
    after = dict(outcome_figures(world.lead_clerk))
    assert after[filed].value == 2
    assert after[str(OutcomeKind.SANCTIONED.label)].value == 1


@pytest.mark.row("LZ-32")
def test_stages_of_a_period_are_not_compared(world):
    row = enter_figures(
        actor=world.discipline_case_manager, body=world.body, group="全市",
        received=768, verified=890, filed=681, cases_closed=472, sanctioned=434, judicial=6, **LZ,
    )  # fmt: skip

    assert (row.received, row.verified, row.filed) == (768, 890, 681)


@pytest.mark.row("LZ-47", "LZ-32")
def test_two_organ_groups_are_entered_by_the_form_and_footnoted(world, sign_in):
    client = sign_in(world.discipline_case_manager)
    groups = {
        "市直机关": {"received": 413, "verified": 306, "talks": 226, "filed": 20},
        "县（区）派驻机构": {"received": 144, "verified": 153, "talks": 66, "filed": 83},
    }
    for group, figures in groups.items():
        typed = {
            "group": group, "starts_on": "2017-01-01", "ends_on": "2017-12-31",
            "source": "年度统计", "cases_closed": 0, "sanctioned": 0, "judicial": 0, **figures,
        }  # fmt: skip
        assert client.post(reverse("leads:figures_enter"), typed).status_code == 302

    text = client.get(reverse("leads:statistics")).content.decode()
    stages = PeriodFigure.objects.order_by("received").values_list(
        "received", "verified", "talks", "filed"
    )
    assert list(stages) == [(144, 153, 66, 83), (413, 306, 226, 20)]
    assert "后一环节可以大于前一环节" in text
    assert ">557<" in text


def test_figures_are_corrected_with_a_version_and_entered_once(world):
    actor = world.discipline_case_manager
    row = enter_figures(
        actor=actor, body=world.body, group="全市", received=1, verified=2, filed=3, **LZ
    )
    with pytest.raises(NotAllowed):
        enter_figures(
            actor=actor, body=world.body, group="全市", received=1, verified=2, filed=3, **LZ
        )

    correct_figures(row, actor=actor, version=1, received=5)
    with pytest.raises(NotAllowed):
        correct_figures(row, actor=actor, version=1, received=9)

    row.refresh_from_db()
    assert row.received == 5
