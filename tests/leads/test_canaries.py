"""A mark in every field of a lead, and a search of every place it must not be (security.md F1, M3)."""

import logging
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpRequest
from django.test import RequestFactory
from django.urls import reverse
from django.views.debug import ExceptionReporter

from accounts.roles import Role
from leads.forms import LeadWordsForm
from leads.models import Lead
from leads.sealing.reports import LeadReportFilter
from leads.sealing.uploads import LeadUploadHandler
from leads.states import LeadState
from tests.conftest import StrictClient
from tests.factories import leads as make

MARK = "CNRY-lead"
PASSWORD = "correct horse battery"


def everything_in_the_database() -> str:
    """Every column of every table as text, bytes in clear where they are clear."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        found = []
        for table in tables:
            quoted = connection.ops.quote_name(table)
            cursor.execute(f"SELECT * FROM {quoted}")  # noqa: S608
            for row in cursor.fetchall():
                found += [_text(value) for value in row]
    return "\n".join(found)


def _text(value) -> str:
    if isinstance(value, memoryview):
        return bytes(value).decode("utf-8", errors="replace")
    return str(value)


def walk_by_the_pages(world) -> Lead:
    """Register, open and correct a lead by the forms, as people do."""
    for person in (world.team_leader, world.lead_clerk):
        person.set_password(PASSWORD)
        person.save(update_fields=["password"])
    member = StrictClient()
    member.force_login(world.team_member)
    response = member.post(
        reverse("leads:register"),
        {
            "assignment": world.assignment_a.pk,
            "subject": f"{MARK}-subject",
            "text": f"{MARK}-text",
            "evidence": f"{MARK}-evidence",
            "attachments": SimpleUploadedFile(f"{MARK}-file.txt", f"{MARK}-bytes".encode()),
            **_persons(),
        },
    )
    assert response.status_code == 302, response.context["form"].errors
    lead = Lead.objects.get()
    leader = StrictClient()
    leader.force_login(world.team_leader)
    reason = {
        "purpose": "amend", "explanation": f"{MARK}-explanation", "password": PASSWORD,
        "with_informant": "on",
    }  # fmt: skip
    assert leader.post(reverse("leads:open", args=[lead.pk]), reason).status_code == 302
    assert leader.get(reverse("leads:opened", args=[lead.pk])).status_code == 200
    response = leader.post(
        reverse("leads:amend", args=[lead.pk]),
        {
            "subject": f"{MARK}-subject", "text": f"{MARK}-amended", "version": lead.version,
            **_persons(),
        },
    )  # fmt: skip
    assert response.status_code == 302, response.context["form"].errors
    return lead


def _persons() -> dict:
    return {
        "persons-TOTAL_FORMS": 2,
        "persons-INITIAL_FORMS": 0,
        "persons-0-part": "subject",
        "persons-0-name": f"{MARK}-name",
        "persons-0-id_number": f"{MARK}-idnumber",
        "persons-0-post": f"{MARK}-post",
        "persons-1-part": "informant",
        "persons-1-name": f"{MARK}-informant",
    }


def test_no_word_of_a_lead_lies_in_the_database_the_files_or_the_logs(world, caplog, settings):
    settings.DEBUG = True  # SQL and its parameters are logged
    caplog.set_level(logging.DEBUG)
    with caplog.at_level(logging.DEBUG, "django.db.backends"):
        walk_by_the_pages(world)
        make.lead_at(world, LeadState.CLOSED, mark=MARK)

    assert "INSERT INTO" in caplog.text
    assert MARK not in caplog.text
    assert MARK not in everything_in_the_database()
    stored = [path for path in Path(settings.LEAD_FILES).rglob("*") if path.is_file()]
    assert len(stored) == 2
    for path in stored:
        assert MARK not in path.name
        assert MARK.encode() not in path.read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
    others = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    assert [path.name for path in others if MARK.encode() in path.read_bytes()] == []


def pages_on(lead: Lead) -> list[str]:
    names = ("door", "opened", "receipt", "dispose")
    return [
        *(reverse(f"leads:{name}", args=[lead.pk]) for name in names),
        reverse("leads:attachment", args=[lead.pk, 1]),
    ]


def test_no_page_of_any_role_shows_a_word_of_an_unopened_lead(world):
    """Three leads, at the start, half way and at the end of their way."""
    states = [LeadState.REGISTERED, LeadState.PROPOSED_TRANSFER, LeadState.FED_BACK]
    leads = [make.lead_at(world, state, mark=MARK, cadre=True) for state in states]
    lists = ["accounts:inbox", "leads:list", "leads:openings", "leads:statistics", "leads:register"]
    pages = [*map(reverse, lists), *(page for lead in leads for page in pages_on(lead))]
    leaks = []
    for role in Role:
        client = StrictClient()
        client.force_login(world.person(role))
        for page in pages:
            response = client.get(page)
            if MARK in response.content.decode() or MARK in str(response.headers):
                leaks.append((role, page))
    assert leaks == []


UNKNOWING = sorted(
    set(Role)
    - {
        Role.TEAM_LEADER, Role.LEAD_CLERK, Role.DISCIPLINE_CASE_MANAGER, Role.ORGANIZATION_REVIEWER,
        Role.COMMITTEE_LEADER, Role.GROUP_LEADER, Role.GROUP_MEMBER,
    }
)  # fmt: skip


def test_who_has_no_part_in_leads_gets_the_same_answer_whether_there_is_one_or_not(world):
    lead = make.lead_at(world, LeadState.RECEIVED, mark=MARK)
    for role in UNKNOWING:
        client = StrictClient()
        client.force_login(world.person(role))
        for name in ("door", "opened", "receipt", "screen", "hand_over"):
            there = client.get(reverse(f"leads:{name}", args=[lead.pk]))
            nowhere = client.get(reverse(f"leads:{name}", args=[999_999]))
            assert (there.status_code, nowhere.status_code) == (404, 404), (role, name)


def test_error_report_of_a_leads_page_carries_no_value(settings):
    settings.DEBUG = True
    subject = f"{MARK}-subject"
    request = RequestFactory().post(reverse("leads:register"), {"subject": subject})

    try:
        form = LeadWordsForm(request.POST)
        form.is_valid()
        raise RuntimeError("Something broke.")
    except RuntimeError as problem:
        reporter = ExceptionReporter(request, RuntimeError, problem, problem.__traceback__)
    report = reporter.get_traceback_text() + reporter.get_traceback_html()

    assert isinstance(reporter.filter, LeadReportFilter)
    assert "RuntimeError" in report
    assert MARK not in report.replace('f"{MARK}-subject"', "")


def test_upload_of_a_lead_stays_in_memory_and_other_uploads_do_not_care():
    def handler(path) -> LeadUploadHandler:
        request = HttpRequest()
        request.path = path
        made = LeadUploadHandler(request)
        made.handle_raw_input(None, {}, 10**9, b"", "utf-8")
        return made

    assert handler(reverse("leads:register")).activated
    assert handler(reverse("leads:amend", args=[1])).activated
    assert not handler(reverse("accounts:inbox")).activated
    assert settings.FILE_UPLOAD_HANDLERS[0] == "leads.sealing.uploads.LeadUploadHandler"


def test_upload_past_the_limit_is_refused_without_being_kept(world, sign_in, settings):
    settings.LEAD_UPLOAD_LIMIT_MB = 1
    data = {
        "assignment": world.assignment_a.pk, "subject": "s", "text": "t",
        "attachments": SimpleUploadedFile("large.txt", b"x" * (3 * 1024 * 1024)),
        "persons-TOTAL_FORMS": 0, "persons-INITIAL_FORMS": 0,
    }  # fmt: skip

    response = sign_in(world.team_member).post(reverse("leads:register"), data)

    assert response.status_code == 409
    assert not Lead.objects.exists()
    assert not Path(settings.LEAD_FILES).exists()
