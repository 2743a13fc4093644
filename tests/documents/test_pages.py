import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import jobs
from accounts.models import JournalEntry
from accounts.verdicts import NotAllowed
from documents import services
from documents.models import IssuedDocument, NumberSeries
from tests.documents.pages import opened
from tests.factories.accounts import OrganizationFactory
from tests.factories.documents import issue_document
from tests.worlds.documents import SHOWN, show


@pytest.fixture
def reader(world):
    SHOWN.clear()
    return world.unit_head


@pytest.fixture
def issued(world, reader):
    """A document that has been set, shown to its reader."""
    document = issue_document(body=world.body, organization=world.unit_a, actor=world.office_staff)
    jobs.run_waiting(1)
    show(document, reader, world.office_staff)
    return IssuedDocument.objects.get(pk=document.pk)


def test_the_page_shows_number_hash_version_and_data_date(issued, reader, sign_in):
    page = sign_in(reader).get(issued.get_absolute_url()).content.decode()

    assert issued.number in page
    assert issued.sha256 in page
    assert issued.shown_code in page
    assert f"{timezone.localtime(issued.data_at):%Y-%m-%d %H:%M}" in page


def test_a_document_no_source_shows_does_not_exist(world, issued, sign_in):
    client = sign_in(world.other_unit_head)

    assert client.get(issued.get_absolute_url()).status_code == 404
    for name in ("download", "order_copy", "set_again"):
        assert client.post(reverse(f"documents:{name}", args=[issued.pk])).status_code == 404
    assert client.get(reverse("accounts:file", args=[issued.pdf.pk])).status_code == 404


def test_the_list_holds_the_reader_s_documents_and_no_others(world, issued, reader, sign_in):
    issue_document(body=world.body, title="巡察发现问题底稿", kind="working_paper", numbered=False)

    page = sign_in(reader).get(reverse("documents:documents")).content.decode()

    assert issued.number in page
    assert "巡察发现问题底稿" not in page


def test_an_empty_list_says_when_something_will_stand_there(world, sign_in):
    SHOWN.clear()

    page = sign_in(world.unit_head).get(reverse("documents:documents")).content.decode()

    assert 'data-blank="empty"' in page


def test_the_list_costs_the_same_for_one_and_three(world, reader, sign_in):
    client = sign_in(reader)

    costs = []
    for more in (1, 2):
        for _document in range(more):
            show(issue_document(body=world.body, actor=world.office_staff), reader)
        client.get(reverse("documents:documents"))
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse("documents:documents"))
        costs.append(len(asked))

    assert costs[0] == costs[1]


def test_a_download_gives_the_frozen_bytes_and_is_journaled(issued, reader, sign_in):
    response = sign_in(reader).post(reverse("documents:download", args=[issued.pk]))

    content = b"".join(response.streaming_content)
    assert hashlib.sha256(content).hexdigest() == issued.sha256
    assert "attachment" in response.headers["Content-Disposition"]
    assert JournalEntry.objects.filter(verb="document.downloaded", actor=reader).count() == 1


def test_a_file_that_was_touched_on_the_disk_is_not_handed_out(issued, reader, sign_in):
    with issued.pdf.content.storage.open(issued.pdf.content.name, "r+b") as file:
        file.write(b"%PDF-forged")

    response = sign_in(reader).post(reverse("documents:download", args=[issued.pk]))

    assert response.status_code == 409
    assert not JournalEntry.objects.filter(verb="document.downloaded").exists()


def test_a_document_still_being_set_cannot_be_downloaded_and_says_so(world, reader, sign_in):
    document = issue_document(body=world.body, actor=world.office_staff)
    show(document, reader)
    client = sign_in(reader)

    page = client.get(document.get_absolute_url()).content.decode()

    assert 'hx-trigger="every 2s"' in page
    assert client.post(reverse("documents:download", args=[document.pk])).status_code == 409


def test_a_reading_copy_names_its_reader_on_every_page_and_leaves_the_original(
    issued, reader, sign_in
):
    before = IssuedDocument.objects.values().get(pk=issued.pk)
    client = sign_in(reader)

    response = client.post(reverse("documents:order_copy", args=[issued.pk]))
    jobs.run_waiting(1)

    job = reader.jobs.get()
    assert response.url == job.get_absolute_url()
    with job.result.content.open("rb") as file:
        pages = opened(file.read()).pages
    for page in pages:
        assert "".join(letter["text"] for letter in page.chars).count(reader.full_name) >= 3
    assert IssuedDocument.objects.values().get(pk=issued.pk) == before


def test_a_copy_is_not_made_for_someone_who_lost_sight_meanwhile(issued, reader, sign_in):
    sign_in(reader).post(reverse("documents:order_copy", args=[issued.pk]))
    SHOWN.clear()

    jobs.run_waiting(1)

    assert reader.jobs.get().state == "failed"
    assert reader.jobs.get().result is None


def test_another_person_s_copy_cannot_be_downloaded(world, issued, reader, sign_in):
    sign_in(reader).post(reverse("documents:order_copy", args=[issued.pk]))
    jobs.run_waiting(1)
    file = reader.jobs.get().result

    own = sign_in(reader).get(reverse("accounts:file", args=[file.pk]))
    assert b"".join(own.streaming_content).startswith(b"%PDF-")
    other = sign_in(world.office_staff)
    assert other.get(reverse("accounts:file", args=[file.pk])).status_code == 404


@pytest.mark.parametrize("form", ["code", "grouped", "lower", "hash"])
def test_anybody_signed_in_verifies_a_code_or_hash(world, issued, sign_in, form):
    written = {
        "code": issued.code,
        "grouped": issued.shown_code,
        "lower": issued.code.lower(),
        "hash": issued.sha256,
    }[form]

    page = sign_in(world.stranger).post(reverse("documents:verify"), {"written": written})

    text = page.content.decode()
    assert issued.number in text
    assert f"{timezone.localtime(issued.issued_at):%Y-%m-%d}" in text
    assert issued.title not in text
    assert world.unit_a.name not in text


def test_a_file_is_verified_by_its_bytes_and_not_kept(world, issued, sign_in):
    with issued.pdf.content.open("rb") as file:
        content = file.read()
    client = sign_in(world.stranger)
    url = reverse("documents:verify")

    same = client.post(url, {"file": SimpleUploadedFile("a.pdf", content)}).content.decode()
    other = client.post(url, {"file": SimpleUploadedFile("a.pdf", content + b" ")}).content.decode()

    assert issued.number in same
    assert issued.number not in other
    assert 'data-blank="missing"' in other


def test_a_wrong_code_says_that_nothing_was_issued(world, sign_in):
    page = sign_in(world.stranger).get(reverse("documents:verify"), {"code": "A" * 16})

    assert 'data-blank="missing"' in page.content.decode()


def test_the_office_chooses_the_mark_of_numbers_to_come(world, issued, sign_in):
    client = sign_in(world.office_director)
    url = reverse("documents:name_series", args=[world.body.pk, "notice"])

    assert client.post(url, {"word": "江巡办发"}).status_code == 302
    later = issue_document(body=world.body)

    year = timezone.localdate().year
    assert later.number == f"江巡办发〔{year}〕2号"
    assert IssuedDocument.objects.get(pk=issued.pk).number == issued.number
    entry = JournalEntry.objects.get(verb="number_series.named")
    assert entry.details == {"before": "市委巡办发", "after": "江巡办发"}


@pytest.mark.parametrize("word", ["市委巡办发", "江〔巡〕", "江2巡", ""])
def test_a_mark_that_is_taken_or_could_be_misread_is_refused(world, issued, sign_in, word):
    url = reverse("documents:name_series", args=[world.body.pk, "feedback"])

    response = sign_in(world.office_director).post(url, {"word": word})

    assert response.status_code == 422
    assert not NumberSeries.objects.filter(code="feedback", word=word).exists()


def test_a_mark_once_printed_is_never_given_to_another_series(world, issued, sign_in):
    client = sign_in(world.office_director)
    client.post(
        reverse("documents:name_series", args=[world.body.pk, "notice"]), {"word": "江巡办发"}
    )

    response = client.post(
        reverse("documents:name_series", args=[world.body.pk, "feedback"]),
        {"word": "市委巡办发"},
    )

    assert response.status_code == 422


def test_a_unit_head_names_the_series_of_its_plans_only(world, sign_in):
    client = sign_in(world.unit_head)

    listed = client.get(reverse("documents:series")).context["listed"]
    assert [(one.body, one.code) for one in listed] == [(world.unit_a, "plan")]
    other = reverse("documents:name_series", args=[world.unit_a.pk, "closure"])
    assert client.post(other, {"word": "水利整改"}).status_code == 404
    with pytest.raises(NotAllowed):
        services.name_series(world.unit_a, "closure", word="水利整改", actor=world.unit_head)


@pytest.mark.parametrize("word", ["市委巡察办函", "市委函", "市住建局整改方案", "市委巡反"])
def test_a_mark_that_reads_as_anothers_is_refused(world, sign_in, word):
    url = reverse("documents:name_series", args=[world.unit_a.pk, "plan"])

    response = sign_in(world.unit_head).post(url, {"word": word})

    assert response.status_code == 422
    assert not NumberSeries.objects.filter(word=word).exists()


def test_a_unit_may_use_its_own_name_and_that_of_its_place(world, sign_in):
    place = OrganizationFactory(name="中共江澜市委员会", short_name="江澜市")
    url = reverse("documents:name_series", args=[world.unit_a.pk, "plan"])

    response = sign_in(world.unit_head).post(url, {"word": "江澜市水利局党组整改"})

    assert place.short_name in "江澜市水利局党组整改"
    assert response.status_code == 302
