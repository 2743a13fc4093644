from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import files
from accounts.models import JournalEntry
from accounts.verdicts import NotAllowed, StaleEdit
from deadlines import clocks, dates, reminders, rules, seeds, tasks
from deadlines.dates import Unit
from deadlines.models import DeadlineRule, Reminder, Rung
from deadlines.services import ladder, rulebook
from tests.factories.accounts import BodyFactory
from tests.factories.deadlines import ClockFactory, DeadlineRuleFactory

pytestmark = pytest.mark.django_db
CODE = "rectify.report.months"


@pytest.fixture
def general(db):
    return DeadlineRule.objects.get(code=CODE)


def revise(rule, world, **more):
    values = {
        "amount": 3,
        "unit": Unit.MONTH,
        "basis": "市委巡察整改办法第十二条",
        "confirmed": True,
        "effective_from": date(2026, 12, 1),
    }
    return rulebook.revise_rule(rule, body=world.body, actor=world.office_director, **values | more)


def test_every_seeded_rule_names_its_basis_and_waits_for_confirmation():
    planted = DeadlineRule.objects.filter(body=None)

    assert {rule.code for rule in planted} == {code for code, *_ in seeds.RULES}
    assert not planted.filter(basis="").exists()
    assert not planted.filter(confirmed=True).exists()


def test_planting_twice_changes_nothing():
    before = list(DeadlineRule.objects.values_list("pk", flat=True))
    Rung.objects.filter(offset=-20).delete()

    seeds.plant(using="default")

    assert list(DeadlineRule.objects.values_list("pk", flat=True)) == before
    assert not Rung.objects.filter(offset=-20).exists()


def test_a_revision_is_a_new_row_of_the_body_alone(world, general, on_day):
    on_day(2026, 11, 22)

    row = revise(general, world)

    in_force = DeadlineRule.objects.in_force
    assert in_force(CODE, body=world.body, on=date(2026, 11, 30)) == general
    assert in_force(CODE, body=world.body, on=date(2026, 12, 1)) == row
    assert in_force(CODE, body=BodyFactory(), on=date(2026, 12, 1)) == general
    entry = JournalEntry.objects.get(verb="deadlinerule.revised")
    assert (entry.actor, entry.details["before"], entry.details["after"]) == (
        world.office_director,
        "2 month",
        "3 month",
    )


@pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 12, 1)])
def test_a_revision_never_reaches_back(world, general, on_day, day):
    on_day(2026, 11, 22)
    own = revise(general, world)

    with pytest.raises(NotAllowed):
        revise(own, world, effective_from=day)

    assert DeadlineRule.objects.filter(code=CODE).count() == 2


def test_a_revision_of_an_outdated_row_is_refused(world, general, on_day):
    on_day(2026, 11, 22)
    revise(general, world)

    with pytest.raises(NotAllowed):
        revise(general, world, effective_from=date(2027, 1, 1))

    assert DeadlineRule.objects.filter(code=CODE).count() == 2


def test_only_the_bodys_director_sets_its_rules(world):
    assert rules.may_set_rules(world.office_director, world.body)
    assert not rules.may_set_rules(world.office_director, BodyFactory())
    assert not rules.may_set_rules(world.office_staff, world.body)


def test_a_bodys_own_rules_are_not_shown_to_others(world, general, on_day, sign_in):
    on_day(2026, 11, 22)
    DeadlineRuleFactory(
        code=CODE, body=BodyFactory(), basis="别处的规定", effective_from=date(2026, 1, 1)
    )

    page = sign_in(world.unit_liaison).get(reverse("deadlines:rule", args=[CODE]))

    assert page.context["history"] == [general]


def test_the_revise_form_enters_a_rule_and_says_what_is_wrong(world, general, sign_in):
    client = sign_in(world.office_director)
    url = reverse("deadlines:revise_rule", args=[general.pk])
    values = {"amount": "0", "unit": "month", "basis": "办法", "effective_from": "2020-01-01"}

    wrong = client.post(url, values)
    right = client.post(url, {**values, "amount": "3", "effective_from": dates.today().isoformat()})

    assert wrong.status_code == 422
    assert set(wrong.context["form"].errors) == {"amount", "effective_from"}
    assert right.status_code == 302
    assert DeadlineRule.objects.get(code=CODE, body=world.body).confirmed is False


def test_an_unknown_rule_does_not_exist(world, sign_in):
    client = sign_in(world.office_director)

    assert client.get(reverse("deadlines:rule", args=["no.such"])).status_code == 404
    assert client.get(reverse("deadlines:revise_rule", args=[10**9])).status_code == 404


def test_steps_are_added_and_changed_but_never_doubled(world):
    director = world.office_director
    step = {"offset": -5, "unit": Unit.WORKING_DAY, "audiences": ["leader"], "is_active": True}
    rung = ladder.add_rung(actor=director, **step)

    with pytest.raises(NotAllowed):
        ladder.add_rung(actor=director, **step)
    ladder.edit_rung(rung, version=1, actor=director, **step | {"audiences": ["head"]})
    with pytest.raises(StaleEdit):
        ladder.edit_rung(rung, version=1, actor=director, **step | {"is_active": False})

    rung.refresh_from_db()
    assert (rung.audiences, rung.is_active) == (["head"], True)
    assert Rung.objects.filter(offset=-5).count() == 1


def test_the_step_form_speaks_of_before_and_after(world, sign_in):
    client = sign_in(world.office_director)
    url = reverse("deadlines:add_rung")
    values = {"when": "before", "count": "0", "unit": "day", "audiences": ["handler"]}

    wrong = client.post(url, values)
    right = client.post(url, {**values, "count": "3", "is_active": "on"})
    doubled = client.post(url, {**values, "count": "3", "is_active": "on"})

    assert (wrong.status_code, right.status_code, doubled.status_code) == (422, 302, 422)
    assert Rung.objects.get(offset=-3).audiences == ["handler"]


def test_the_step_page_opens_with_what_holds_and_changes_it(world, sign_in):
    client = sign_in(world.office_director)
    rung = Rung.objects.get(offset=-20)
    url = reverse("deadlines:rung", args=[rung.pk])
    form = client.get(url).context["form"]
    assert (form["when"].value(), form["count"].value()) == ("before", 20)

    client.post(
        url,
        {"when": "before", "count": "15", "unit": "day", "audiences": ["handler"], "version": 1},
    )

    rung.refresh_from_db()
    assert (rung.offset, rung.is_active) == (-15, False)


@pytest.fixture
def reminded(world, registry, on_day):
    """Two overdue deadlines; the unit's liaison sees the first kind only."""
    on_day(2026, 12, 5)
    registry.register(
        "test.item",
        label="事项",
        recipients=lambda clock, audience: [world.unit_liaison],
        visible=lambda user: [clock.pk for clock in seen],
    )
    seen = [ClockFactory(title="看得见", body=world.body)]
    ClockFactory(title="看不见", body=world.body)
    tasks.remind()
    return world.unit_liaison


def test_a_digest_leads_to_the_reminders_the_reader_may_still_see(reminded, sign_in):
    page = sign_in(reminded).get(reverse("deadlines:reminders"))

    text = page.content.decode()
    assert "看得见" in text
    assert "看不见" not in text
    assert "逾期 4 天" in text or "4 days overdue" in text


def test_the_reminder_list_costs_the_same_for_one_and_for_three(world, registry, on_day, sign_in):
    today = on_day(2026, 12, 5)
    registry.register(
        "test.item",
        label="事项",
        recipients=lambda clock, audience: [world.unit_liaison],
        visible=lambda user: [reminder.clock_id for reminder in Reminder.objects.all()],
    )
    client = sign_in(world.unit_liaison)
    url = reverse("deadlines:reminders")
    costs = []

    for more in (1, 2):
        ClockFactory.create_batch(more, body=world.body)
        reminders.send_due_reminders(today)
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            page = client.get(url)
        costs.append((len(page.context["table"].rows), len(queries)))

    assert costs == [(1, costs[0][1]), (3, costs[0][1])]


def test_the_evidence_of_a_request_is_for_who_sees_its_subject(world, registry, on_day):
    on_day(2026, 11, 20)
    shown = []
    registry.register(
        "test.item", label="事项", recipients=lambda clock, audience: (), visible=lambda user: shown
    )
    clock = ClockFactory(body=world.body)
    upload = SimpleUploadedFile("report.txt", b"evidence")
    evidence = files.store(upload, actor=world.unit_liaison)
    clocks.request_extension(
        clock,
        until=date(2026, 12, 25),
        reason="第三方报告未出",
        actor=world.unit_liaison,
        evidence=evidence,
    )
    assert evidence not in files.visible_to(world.office_staff)

    shown.append(clock.pk)

    assert evidence in files.visible_to(world.office_staff)
