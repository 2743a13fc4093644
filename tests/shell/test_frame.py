"""The frame of every page: names, language, text size, watermark, and the pages for what went wrong."""

import re

import pytest
from django.template import Context, Template, loader
from django.test import RequestFactory
from django.urls import reverse

from accounts.verdicts import NotAllowed, Verdict
from config import errors
from tests.worlds.inspections import plant


def text(answer) -> str:
    return answer.content.decode()


def test_the_title_is_the_heading(world, sign_in):
    page = text(sign_in(world.system_admin).get(reverse("accounts:people")))

    assert "<title>人员 · 巡视巡察工作平台</title>" in page
    assert '<h1 class="page-title">人员</h1>' in page


def test_the_watermark_says_who_reads(world, sign_in):
    page = text(sign_in(world.office_staff).get(reverse("accounts:inbox")))

    mark = re.search(r'<pattern id="watermark-tile".*?</pattern>', page, re.DOTALL)

    assert f"{world.office_staff.full_name} {world.office_staff.organization}" in mark.group()


def test_the_language_is_switched_by_a_form_and_comes_back(world, sign_in):
    client = sign_in(world.office_staff)
    here = reverse("accounts:inbox")

    answer = client.post(reverse("accounts:language"), {"language": "en", "next": here})

    assert answer.headers["Location"] == here
    page = text(client.get(here))
    assert '<html lang="en">' in page
    assert ">Messages" in page


def test_large_text_is_kept_for_the_person(world, sign_in):
    client = sign_in(world.office_staff)
    here = reverse("accounts:inbox")

    client.post(reverse("accounts:large_text"), {"next": here})

    assert 'data-text="large"' in text(client.get(here))


def test_every_posting_form_of_the_frame_carries_its_token(world, sign_in):
    page = text(sign_in(world.system_admin).get(reverse("accounts:people")))

    forms = re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)

    assert forms
    assert all(re.search(r'name="csrfmiddlewaretoken" value="\w+"', form) for form in forms)


@pytest.mark.parametrize(
    ("language", "title"), [("zh-hans", "没有这个页面"), ("en", "There is no such page")]
)
def test_a_missing_page_says_so_in_both_languages(world, sign_in, language, title):
    client = sign_in(world.office_staff)
    client.cookies["inspection_language"] = language

    answer = client.get("/no/such/page/")

    assert answer.status_code == 404
    assert title in text(answer)


def test_the_top_bar_leads_to_the_round_that_goes_on(world, sign_in):
    plant(world)

    page = text(sign_in(world.office_staff).get(reverse("accounts:inbox")))

    assert f'<a class="round-switch" href="{world.round.get_absolute_url()}"' in page


def test_the_top_bar_shows_no_round_to_those_who_see_none(world, sign_in):
    plant(world)

    page = text(sign_in(world.system_admin).get(reverse("accounts:people")))

    assert "round-switch" not in page


def test_an_inner_fault_asks_nothing_of_the_database(rf, django_assert_num_queries):
    answer = errors.broken(rf.get("/"))

    assert answer.status_code == 500
    assert "没有办成" in text(answer)


def test_a_form_that_is_too_large_says_so(world, sign_in, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100

    answer = sign_in(world.office_staff).post(reverse("accounts:language"), {"next": "x" * 500})

    assert answer.status_code == 413
    assert "内容过大，没有收下" in text(answer)


@pytest.mark.parametrize("name", ["400.html", "403.html", "413.html"])
def test_other_pages_for_what_went_wrong_stand(name):
    request = RequestFactory().get("/", headers={"Referer": "http://testserver/form/"})

    page = loader.render_to_string(
        name, {"request": request, "system_name": "S", "request_id": "r-1"}
    )

    assert "r-1" in page
    assert 'class="btn btn-secondary"' in page


def action(**words) -> str:
    request = RequestFactory().get("/")
    return loader.render_to_string(
        "components/action.html", {"label": "销号", "url": "/x/", **words}, request
    )


def test_an_allowed_deed_is_a_form_with_its_keys():
    button = action(verdict=Verdict(), primary=True)

    assert '<form class="deed" method="post" action="/x/">' in button
    assert re.search(r'name="csrfmiddlewaretoken" value="\w+"', button)
    assert re.search(r'name="_once" value="[\w-]{20,}"', button)


def test_a_refused_deed_says_why_and_cannot_be_sent():
    button = action(verdict=Verdict("“因”未填写"))

    assert "<form" not in button
    assert "“因”未填写" in button
    assert 'aria-disabled="true"' in button


def test_a_stale_edit_shows_what_was_typed(rf):
    page = loader.render_to_string(
        "409.html",
        {
            "reason": NotAllowed("已被改过").reason,
            "differences": [],
            "typed": [("opinion", "写了很久的意见")],
            "system_name": "S",
        },
        rf.get("/"),
    )

    assert "写了很久的意见" in page


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        ('<div class="action-bar">\n<div></div> </div>', ""),
        ("<div><button>x</button></div>", "<div><button>x</button></div>"),
        ('<div><span class="action-bar-note">Signed</span></div>', ""),
        ('<div><span class="btn-reason">Why not</span></div>',) * 2,
    ],
)
def test_a_bar_without_deeds_is_left_out(content, shown):
    source = "{% load shell %}{% unless_empty %}" + content + "{% end_unless_empty %}"

    assert Template(source).render(Context()) == shown
