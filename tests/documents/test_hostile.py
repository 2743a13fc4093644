"""What somebody might write into a field to make the press reach out, leak, stall or fall over."""

import http.server
import threading
import time
from io import BytesIO

import pypdf
import pytest

from accounts import jobs
from documents import kinds, rendering
from tests.documents import samples
from tests.documents.pages import opened, set_sample
from tests.factories.documents import issue_document

SECRET_FILE = "file:///etc/passwd"
MARKUP = [
    f'<link rel="attachment" href="{SECRET_FILE}">',
    f'<a rel="attachment" href="{SECRET_FILE}">x</a>',
    f'<img src="{SECRET_FILE}">',
    f'<object data="{SECRET_FILE}"></object>',
    f'<embed src="{SECRET_FILE}">',
    f'<iframe src="{SECRET_FILE}"></iframe>',
    f'<style>@import "{SECRET_FILE}";</style>',
    f"<style>body{{background:url({SECRET_FILE})}}</style>",
    f'<svg><image href="{SECRET_FILE}"/></svg>',
    f'<svg><use href="{SECRET_FILE}#x"/></svg>',
    '<table><td colspan="1000000">x</table>',
    '<p style="font-size:1e9px">x</p>',
    '<base href="file:///etc/">',
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1/">',
    "</style><script>alert(1)</script>",
    "{% include 'settings' %}{{ settings.SECRET_KEY }}",
    "<!--#exec cmd='id'-->",
    "]]><!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
]


def everywhere(value, hostile: str):
    """``value`` with every free text in it replaced; dates stay dates."""
    if isinstance(value, dict):
        return {key: everywhere(item, hostile) for key, item in value.items()}
    if isinstance(value, list):
        return [everywhere(item, hostile) for item in value]
    if isinstance(value, str) and value[:4].isdigit() and value[4:5] == "-":
        return value
    return hostile if isinstance(value, str) else value


@pytest.mark.parametrize("kind", sorted(samples.CONTEXTS))
def test_markup_in_any_text_prints_as_text(kind):
    hostile = "\n".join(MARKUP)

    pdf = opened(set_sample(kind, **everywhere(samples.context(kind), hostile[:900])))
    printed = "".join(page.extract_text() for page in pdf.pages).replace("\n", "").replace(" ", "")

    assert 'rel="attachment"' in printed
    assert "root:" not in printed


def test_no_markup_attaches_links_or_embeds_anything():
    pdf = set_sample("working_paper", title=MARKUP[0], basis="\n".join(MARKUP))

    read = pypdf.PdfReader(BytesIO(pdf))
    assert list(read.attachments) == []
    for page in read.pages:
        assert "/Annots" not in page
    assert b"/EmbeddedFile" not in pdf
    assert b"/Launch" not in pdf


@pytest.mark.parametrize(
    "source",
    [
        f'<link rel="attachment" href="{SECRET_FILE}">',
        f'<img src="{SECRET_FILE}">',
        '<img src="http://127.0.0.1:9/x.png">',
        f'<style>@import url("{SECRET_FILE}");</style>',
        f'<link rel="stylesheet" href="{SECRET_FILE}">',
        f"<style>@font-face{{font-family:x;src:url({SECRET_FILE})}} p{{font-family:x}}</style><p>x",
        '<img src="data:image/svg+xml,<svg/>">',
    ],
)
def test_the_press_itself_reaches_nothing_even_when_a_template_would(source):
    with pytest.raises(jobs.Failed) as failure:
        rendering.set_pdf(kinds.get("working_paper"), source)

    assert failure.value.reason == rendering.SEALED_OFF


def test_the_press_opens_no_connection():
    asked = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)

    server = http.server.HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        address = f"http://127.0.0.1:{server.server_port}/mark"
        with pytest.raises(jobs.Failed):
            rendering.set_pdf(kinds.get("working_paper"), f'<img src="{address}"><p>{address}')
    finally:
        server.shutdown()
        server.server_close()

    assert asked == []


@pytest.mark.parametrize(
    "source",
    [
        '<table><tr><td colspan="1000000">x</table>' * 20,
        "<div>" * 3000 + "x",
        '<p style="font-size:1e9px">巡察',
    ],
)
def test_a_page_that_breaks_the_press_ends_in_time_with_a_sentence(source):
    kind = kinds.Kind(code="slow", title="", schema=dict, series="", word="", seconds=3)
    began = time.monotonic()

    with pytest.raises(jobs.Failed) as failure:
        rendering.set_pdf(kind, source)

    assert failure.value.reason in {rendering.TOO_LONG, rendering.TOO_MUCH}
    assert time.monotonic() - began < 10


def test_the_longest_text_that_is_taken_is_set_in_time():
    began = time.monotonic()

    pdf = set_sample("feedback_opinion", overall="长" * 20_000, requirements=["x" * 20_000])

    assert len(opened(pdf).pages) > 30
    assert time.monotonic() - began < 30


def test_a_document_that_cannot_be_set_leaves_the_next_one_alone(db, monkeypatch):
    monkeypatch.setattr(rendering, "page", lambda *a, **k: '<p style="font-size:1e9px">巡察')
    broken = issue_document()
    jobs.run_waiting(1)
    monkeypatch.undo()
    good = issue_document(body=broken.body, actor=broken.issued_by)

    jobs.run_waiting(1)

    broken.refresh_from_db()
    good.refresh_from_db()
    assert (broken.state, good.state) == ("failed", "rendered")
    assert broken.job.error == rendering.TOO_MUCH


def test_a_failed_document_is_set_when_its_job_is_run_again(db, monkeypatch):
    monkeypatch.setattr(rendering, "page", lambda *a, **k: '<p style="font-size:1e9px">巡察')
    document = issue_document()
    jobs.run_waiting(1)
    monkeypatch.undo()
    document.job.refresh_from_db()

    jobs.run_again(document.job, actor=document.issued_by)
    jobs.run_waiting(1)

    document.refresh_from_db()
    assert (document.state, document.number[-2:]) == ("rendered", "1号")
