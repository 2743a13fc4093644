"""Attacks that worked once: each is written as the attacker would try it (security.md A, B, D, G, M)."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from knox.models import get_token_model

from accounts import files, jobs, notices, resets, services, steps
from accounts.models import Duty, JournalEntry, Notice, PasswordReset, Recusal
from accounts.roles import Role
from accounts.views.addresses import client_address
from documents import services as document_services
from documents.models import IssuedDocument
from exchange import services as exchange_services
from inspections.models import Feedback, FeedbackCopy, Issue, TeamMeeting
from inspections.selectors.issue import feedback_for_list
from inspections.states.feedback import CopyClass
from inspections.states.issue import IssueState
from rectification.models import PlanImport
from rectification.selectors.readers import files as rectification_files
from tests.factories import rectification as made
from tests.factories.documents import issue_document
from tests.inspections.scene import Scene
from tests.worlds.documents import SHOWN, show

pytestmark = pytest.mark.django_db

SECRET = "CNRY-要点：局长之子承包工程"


def recuse(person, organization, by) -> None:
    Recusal.objects.create(person=person, organization=organization, reason="曾任职", decided_by=by)


# The journal says that a text changed, never what it says.


def test_the_journal_of_an_edit_holds_no_text(world):
    row = made.a_feedback(world)
    issue = row.issues.first()

    with transaction.atomic():
        steps.edit(
            issue,
            version=issue.version,
            actor=world.office_staff,
            text=SECRET,
            is_key_matter=True,
            number=77,
            state=IssueState.CLOSED,
        )

    details = JournalEntry.objects.get(verb="inspections.issue.edited").details
    assert "CNRY" not in str(details)
    assert details["after"]["text"]["length"] == len(SECRET)
    assert len(details["after"]["text"]["sha256"]) == 16
    assert details["after"]["number"] == 77
    assert details["after"]["is_key_matter"] is True
    assert details["after"]["state"] == "closed"


def test_two_texts_of_one_length_differ_in_the_journal(world):
    plan = made.a_draft(world)

    for number, text in enumerate(("甲乙丙", "丁戊己")):
        plan.refresh_from_db()
        steps.edit(plan, version=plan.version, actor=world.unit_liaison, principles=text)
        entry = JournalEntry.objects.filter(verb="rectification.rectificationplan.edited")
        assert entry.count() == number + 1

    digests = {row.details["after"]["principles"]["sha256"] for row in entry}
    assert len(digests) == 2


# A unit does not learn the reviewers' result from a condition that its list does not print.


@pytest.fixture
def passed(world):
    return made.a_passed_item(world)


@pytest.mark.parametrize("query", ["state=passed", "view=to_close", "light=done"])
@pytest.mark.parametrize("role", [Role.UNIT_LIAISON, Role.UNIT_HEAD, Role.STATIONED_GROUP])
def test_no_condition_tells_the_unit_that_its_item_passed(world, passed, sign_in, role, query):
    client = sign_in(world.person(role))

    page = client.get(f"{reverse('rectification:ledger')}?{query}").content.decode()
    items = client.get(f"{reverse('api:items')}?{query}").json()["results"]

    assert passed.get_absolute_url() not in page
    assert items == []


def test_a_passed_item_looks_to_its_unit_like_one_in_review(world, passed, sign_in):
    client = sign_in(world.unit_head)

    listed = client.get(f"{reverse('rectification:ledger')}?state=unit_confirmed")
    item = client.get(reverse("api:item", args=[passed.pk])).json()

    assert passed.get_absolute_url() in listed.content.decode()
    assert 'data-light="done"' not in listed.content.decode()
    assert 'data-light="done"' not in client.get(passed.get_absolute_url()).content.decode()
    assert (item["state"], item["light"]) == ("unit_confirmed", None)


def test_the_office_still_finds_what_it_has_to_close(world, passed, sign_in):
    client = sign_in(world.office_staff)

    for query in ("state=passed", "view=to_close", "light=done"):
        page = client.get(f"{reverse('rectification:ledger')}?{query}").content.decode()
        assert passed.get_absolute_url() in page


def test_a_count_does_not_tell_the_unit_of_issues_left_out(world):
    feedback = made.a_feedback(world, issues=3)
    Issue.objects.filter(pk=feedback.issues.last().pk).update(
        state=IssueState.WITHDRAWN, aspect=None, fed_back_at=None
    )

    assert feedback_for_list(world.unit_head).get(pk=feedback.pk).issue_count == 2


# What somebody had ends with the duty, the password or the account.


def test_a_copy_for_a_leader_ends_with_the_leader_s_duty(world):
    feedback = made.a_feedback(world)
    FeedbackCopy.objects.create(
        feedback=feedback,
        kind=CopyClass.LEADER,
        person=world.group_leader,
        delivered_at=timezone.now(),
    )
    Duty.objects.filter(person=world.group_leader).update(revoked_at=timezone.now())

    assert not Feedback.objects.visible_to(world.group_leader).exists()
    assert not Issue.objects.visible_to(world.group_leader).exists()


def test_a_reading_copy_is_withheld_once_the_document_is(world):
    SHOWN.clear()
    document = issue_document(body=world.body, actor=world.office_staff)
    jobs.run_waiting(1)
    show(document, world.unit_head)
    document = IssuedDocument.objects.get(pk=document.pk)
    job = document_services.order_copy(document, actor=world.unit_head)
    jobs.run_waiting(1)
    job.refresh_from_db()
    assert files.visible_to(world.unit_head).filter(pk=job.result_id).exists()

    SHOWN.clear()

    assert not files.visible_to(world.unit_head).filter(pk=job.result_id).exists()


def test_a_workbook_sent_in_is_withheld_from_who_left_the_unit(world):
    draft = made.a_draft(world)
    with transaction.atomic():
        file = files.store(made.evidence_file("items.txt"), actor=world.unit_liaison)
    PlanImport.objects.create(
        plan=draft, file=file, uploaded_by=world.unit_liaison, uploaded_at=timezone.now()
    )
    assert list(rectification_files(world.unit_liaison)) == [{"pk": file.pk}]

    Duty.objects.filter(person=world.unit_liaison).update(revoked_at=timezone.now())

    assert list(rectification_files(world.unit_liaison)) == []


def reset_by_two(world, person):
    resets.ask(person, actor=world.system_admin)
    waiting = PasswordReset.objects.get(person=person)
    resets.confirm(waiting, actor=world.second_system_admin)


@pytest.mark.parametrize(
    "end",
    [
        lambda world, person: services.change_password(person, "a quite different sentence"),
        lambda world, person: reset_by_two(world, person),
        lambda world, person: services.set_active(person, False, actor=world.system_admin),
    ],
)
def test_keys_end_with_the_password_or_account_they_were_made_under(world, end):
    exchange_services.issue_token(actor=world.unit_liaison, days=30)

    end(world, world.unit_liaison)

    assert not get_token_model().objects.filter(user=world.unit_liaison).exists()


def test_a_lapsed_key_is_refused_and_breaks_nothing(world, client):
    key = exchange_services.issue_token(actor=world.unit_liaison, days=30)
    get_token_model().objects.update(expiry=timezone.now() - timedelta(minutes=1))
    client.raise_request_exception = False

    answer = client.get(reverse("api:me"), headers={"Authorization": f"Token {key}"})

    assert answer.status_code == 401


# Whoever keeps away from a unit hears nothing of it.


def test_no_notice_names_the_unit_to_whom_keeps_away_from_it(world):
    feedback = made.a_feedback(world)
    recuse(world.office_staff, world.unit_a, world.office_director)

    notices.queue(
        to=[world.office_staff, world.office_director],
        title="%(organization)s",
        about=feedback,
        url="/",
        organization=world.unit_a,
    )

    told = Notice.objects.filter(about_type="inspections.feedback").values_list("recipient")
    assert list(told) == [(world.office_director.pk,)]


def test_a_meeting_on_a_unit_s_paper_is_hidden_from_whom_keeps_away():
    scene = Scene()
    meeting = scene.confirmed().meeting
    other = scene.meeting()
    assert set(TeamMeeting.objects.visible_to(scene.second)) == {meeting, other}

    recuse(scene.second, scene.unit, scene.leader)

    assert list(TeamMeeting.objects.visible_to(scene.second)) == [other]


# Sessions, sign-in and headers.


def enter(client, person):
    person.set_password("the right sentence")
    person.save()
    form = {"username": person.username, "password": "the right sentence"}
    return client.post(reverse("accounts:sign_in"), form)


def test_a_busy_session_ends_after_a_working_day(world, client, settings):
    enter(client, world.unit_head)
    session = client.session
    session["opened_at"] -= settings.SESSION_LONGEST_HOURS * 3600 + 1
    session.save()

    assert client.get("/").status_code == 302


def test_the_present_password_cannot_be_guessed_at_an_open_desk(world, client, settings):
    enter(client, world.unit_head)
    new = {"new": "a quite different sentence", "repeated": "a quite different sentence"}

    for attempt in range(settings.PASSWORD_TRIES):
        client.post(reverse("accounts:password"), {"current": f"guess {attempt}", **new})
    answer = client.post(reverse("accounts:password"), {"current": "the right sentence", **new})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "8.8.8.8", "172.18.0.5"),
        (1, "8.8.8.8", "8.8.8.8"),
        (1, "1.2.3.4, 8.8.8.8", "8.8.8.8"),
        (1, "", "172.18.0.5"),
        (1, "<script>", "172.18.0.5"),
        (2, "1.2.3.4, 8.8.8.8, 10.0.0.2", "8.8.8.8"),
        (2, "8.8.8.8", "172.18.0.5"),
    ],
)
def test_only_our_proxies_say_where_a_request_comes_from(settings, proxies, forwarded, expected):
    settings.PROXY_COUNT = proxies
    request = SimpleNamespace(META={"HTTP_X_FORWARDED_FOR": forwarded, "REMOTE_ADDR": "172.18.0.5"})

    assert client_address(request) == expected


def test_who_must_change_the_password_is_sent_there_with_every_header(world, client):
    world.unit_head.must_change_password = True
    world.unit_head.save()
    client.force_login(world.unit_head)

    answer = client.get("/")

    assert answer.status_code == 302
    assert_headers(answer)


@pytest.mark.parametrize("path", ["/", "/no-such-page/", "/accounts/inbox", "/accounts/sign-in/"])
def test_every_answer_carries_the_headers(world, client, path):
    assert_headers(client.get(path))


def test_a_wrong_host_name_is_refused_with_the_headers_and_no_error(client, settings):
    settings.ALLOWED_HOSTS = ["localhost"]
    client.raise_request_exception = False

    answer = client.get("/", headers={"Host": "evil.example"})

    assert answer.status_code == 400
    assert_headers(answer)


def assert_headers(answer) -> None:
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("name", "refused"), [("api:schema", 401), ("api:docs", 302)])
def test_the_interface_is_described_to_nobody_outside(world, client, name, refused):
    assert client.get(reverse(name)).status_code == refused

    client.force_login(world.unit_liaison)
    assert client.get(reverse(name)).status_code == 200
