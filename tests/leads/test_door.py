"""The narrow door: reason, password, journal, pass, and what must not stay behind."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import JournalEntry
from accounts.roles import Role
from leads.models import Lead, LeadOpening
from leads.sealing import keyring
from leads.states import LeadState, OpeningOutcome
from leads.views import passes
from tests.conftest import StrictClient
from tests.factories import leads as make

S = LeadState
REASON = {"purpose": "screening", "explanation": "研判会前核对登记内容是否齐全"}
PASSWORD = "correct horse battery"


@pytest.fixture
def lead(world):
    return make.register(world)


@pytest.fixture
def clerk(world, client):
    world.lead_clerk.set_password(PASSWORD)
    world.lead_clerk.save(update_fields=["password"])
    client.force_login(world.lead_clerk)
    return client


def url(name, lead, *args):
    return reverse(f"leads:{name}", args=[lead.pk, *args])


def knock(client, lead, password=PASSWORD, **more):
    return client.post(url("open", lead), {**REASON, "password": password, **more})


def test_opening_is_recorded_before_a_word_is_shown(clerk, lead):
    response = knock(clerk, lead)

    assert response.status_code == 302
    assert response.url == url("opened", lead)
    opening = LeadOpening.objects.get()
    assert (opening.user, opening.purpose, opening.outcome) == (
        Lead.objects.get().openings.get().user,
        "screening",
        OpeningOutcome.OPENED,
    )
    entry = JournalEntry.objects.get(verb="leads.lead.opened")
    assert entry.details == {
        "number": lead.number, "purpose": "screening", "opening": opening.pk,
    }  # fmt: skip
    page = clerk.get(url("opened", lead))
    text = page.content.decode()
    for shown in ("CNRY-lead-subject", "CNRY-lead-text", "CNRY-lead-name", "CNRY-lead-file.txt"):
        assert shown in text
    assert 'data-density="dense"' in text
    assert page.headers["Cache-Control"] == "no-store"


def test_door_shows_facts_and_no_content(clerk, lead):
    text = clerk.get(url("door", lead)).content.decode()

    assert lead.number in text
    assert "CNRY-lead" not in text
    assert "市水利局" not in text


def test_looking_at_pages_writes_nothing(clerk, lead):
    knock(clerk, lead)
    before = (JournalEntry.objects.count(), LeadOpening.objects.count())

    for page in ("door", "opened"):
        assert clerk.get(url(page, lead)).status_code == 200
    assert clerk.get(url("attachment", lead, 1)).status_code == 200

    assert (JournalEntry.objects.count(), LeadOpening.objects.count()) == before


def test_wrong_password_is_recorded_and_opens_nothing(clerk, lead):
    response = knock(clerk, lead, password="guess")

    assert response.status_code == 403
    assert "CNRY-lead" not in response.content.decode()
    assert LeadOpening.objects.get().outcome == OpeningOutcome.WRONG_PASSWORD
    assert JournalEntry.objects.filter(verb="leads.lead.opening_refused").count() == 1
    assert clerk.get(url("opened", lead)).status_code == 302


def test_five_wrong_passwords_close_the_door_for_a_while(clerk, lead):
    for _ in range(5):
        knock(clerk, lead, password="guess")

    response = knock(clerk, lead)

    assert response.status_code == 403
    assert LeadOpening.objects.count() == 5


@pytest.mark.parametrize(
    "missing", [{"purpose": ""}, {"explanation": ""}, {"explanation": "太短"}, {"password": ""}]
)
def test_no_reason_no_opening(clerk, lead, missing):
    response = clerk.post(url("open", lead), {**REASON, "password": PASSWORD, **missing})

    assert response.status_code == 200
    assert not LeadOpening.objects.exists()


def test_password_is_asked_again_only_after_ten_minutes(clerk, lead, monkeypatch):
    knock(clerk, lead)
    assert clerk.post(url("open", lead), REASON).status_code == 302

    later = passes.time.time() + passes.PASSWORD_LASTS + 1
    monkeypatch.setattr(passes.time, "time", lambda: later)

    assert 'type="password"' in clerk.get(url("door", lead)).content.decode()
    assert clerk.post(url("open", lead), REASON).status_code == 200
    assert LeadOpening.objects.count() == 2


def test_pass_ends_after_ten_minutes(clerk, lead, monkeypatch):
    knock(clerk, lead)
    later = timezone.now() + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(passes.timezone, "now", lambda: later)

    assert clerk.get(url("opened", lead)).status_code == 302
    assert clerk.get(url("attachment", lead, 1)).status_code == 404


def test_pass_ends_when_it_is_shut(clerk, lead):
    knock(clerk, lead)

    assert clerk.post(url("shut", lead)).status_code == 302

    assert clerk.get(url("opened", lead)).status_code == 302
    assert JournalEntry.objects.filter(verb="leads.lead.shut").count() == 1


def test_pass_is_bound_to_the_session_and_the_person(world, clerk, lead):
    knock(clerk, lead)
    elsewhere = StrictClient()
    elsewhere.force_login(world.lead_clerk)
    leader = StrictClient()
    leader.force_login(world.team_leader)

    assert elsewhere.get(url("opened", lead)).status_code == 302
    assert elsewhere.get(url("attachment", lead, 1)).status_code == 404
    assert leader.get(url("opened", lead)).status_code == 302


def test_pass_is_for_one_lead_only(world, clerk, lead):
    other = make.register(world)
    knock(clerk, lead)

    assert clerk.get(url("opened", other)).status_code == 302


def test_pass_of_the_leader_is_worth_nothing_after_the_hand_over(world, client, lead):
    world.team_leader.set_password(PASSWORD)
    world.team_leader.save(update_fields=["password"])
    client.force_login(world.team_leader)
    handed = make.lead_at(world, S.APPROVED)
    knock(client, handed)
    assert client.get(url("opened", handed)).status_code == 200

    make.hand_over(world, handed)

    response = client.get(url("opened", handed))
    assert response.status_code == 409
    assert "CNRY-lead" not in response.content.decode()


def test_informant_stays_masked_unless_asked_for_and_then_it_is_recorded(clerk, lead):
    knock(clerk, lead)
    masked = clerk.get(url("opened", lead)).content.decode()
    assert "CNRY-lead-informant" not in masked

    clerk.post(url("open", lead), {**REASON, "with_informant": "on"})

    assert "CNRY-lead-informant" in clerk.get(url("opened", lead)).content.decode()
    assert JournalEntry.objects.filter(verb="leads.lead.opened_with_informant").count() == 1


def test_attachment_is_a_download_under_a_neutral_name(clerk, lead):
    knock(clerk, lead)

    response = clerk.get(url("attachment", lead, 1))

    assert response.content == b"CNRY-lead-bytes"
    name = f"{lead.number}-1.txt"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert "sandbox" in response.headers["Content-Security-Policy"]


def test_door_lists_every_opening(world, clerk, lead):
    knock(clerk, lead, password="guess")
    knock(clerk, lead)

    text = clerk.get(url("door", lead)).content.decode()

    log = re.search(r'<table class="log-table">.*?</table>', text, re.DOTALL).group()
    assert log.count("<tr>") == 3
    assert "log-refused" in log


def test_missing_key_is_said_with_its_id_and_the_rest_goes_on(clerk, lead):
    key_id = lead.keys.first().key_id
    keyring.path().unlink()

    response = knock(clerk, lead)
    assert response.status_code == 503
    assert not LeadOpening.objects.exists()

    keyring.write(keyring.create(), keyring.path())
    response = knock(clerk, lead)
    assert response.status_code == 503
    assert key_id in response.content.decode()
    assert clerk.get(reverse("accounts:inbox")).status_code == 200


def test_changed_ciphertext_is_said_and_not_shown(clerk, lead):
    knock(clerk, lead)
    Lead.objects.filter(pk=lead.pk).update(text_sealed=lead.subject_sealed)

    response = clerk.get(url("opened", lead))

    assert response.status_code == 503
    assert "CNRY-lead" not in response.content.decode()


@pytest.mark.row("HLJ-27")
@pytest.mark.parametrize("role", [Role.TEAM_MEMBER, Role.OFFICE_STAFF])
def test_refusal_of_a_disposition_does_not_tell_whether_the_lead_exists(world, client, lead, role):
    client.force_login(world.person(role))

    there = client.post(url("dispose", lead))
    nowhere = client.post(reverse("leads:dispose", args=[999_999]))

    assert there.status_code == nowhere.status_code == 409
    assert strip(there) == strip(nowhere)


def strip(response) -> str:
    """The page without what differs from request to request."""
    text = response.content.decode()
    return re.sub(
        r'value="[^"]*"|\d{4}-\d\d-\d\d \d\d:\d\d|[0-9a-f]{12}|X-CSRFToken[^}]*', "", text
    )


def test_browser_may_send_where_it_came_from(clerk, lead):
    """With “no-referrer” a browser sends ``Origin: null``, and every form here would be refused."""
    response = clerk.get(url("door", lead))

    assert response.headers["Referrer-Policy"] == "same-origin"
