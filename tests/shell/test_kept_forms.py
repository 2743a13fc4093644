"""In a browser: words typed and not saved come back; columns and phrases are a click away."""

import pytest
from django.urls import reverse

from accounts.models import FormDraft, Phrase, SavedView
from tests.inspections.scene import Scene

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
TITLE = "#paper [name=title]"


def test_words_typed_and_not_saved_come_back(open_page):
    scene = Scene()
    path = reverse("inspections:paper_new", args=[scene.assignment.pk])
    page = open_page(path, scene.first)
    page.fill(TITLE, "写了一半的题目")
    page.locator("[data-keep-form]", has_text="暂存").wait_for()
    said = page.inner_text("[data-keep-form]")

    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(path)
    before = page.input_value(TITLE)
    page.click("[data-draft-restore]")

    assert said.startswith("已自动暂存 ")
    assert (before, page.input_value(TITLE)) == ("", "写了一半的题目")
    assert FormDraft.objects.get().owner == scene.first


def test_columns_move_without_asking_the_server(world, open_page):
    page = open_page(reverse("accounts:people"), world.system_admin)
    page.click("#columns > summary")

    page.click(".column-choice:last-child [name=up]")
    page.uncheck(".column-choice [name=shown][value=username]")
    assert not SavedView.objects.exists()
    page.click("#columns .keep-deeds [value=columns]")

    assert page.locator("#columns > summary").inner_text().startswith("列：5/6")
    assert SavedView.objects.get().columns == [
        "full_name",
        "organization",
        "post",
        "last_login",
        "is_active",
    ]


def test_a_phrase_is_put_where_the_cursor_stands(world, open_page):
    Phrase.objects.create(owner=world.office_staff, text="请补充佐证材料。")
    page = open_page("/", world.office_staff)
    page.evaluate(
        "document.querySelector('main').insertAdjacentHTML("
        "'beforeend', '<textarea id=\"t\" name=\"opinion\"></textarea>')"
    )

    page.click("#t")
    page.click(".phrase")

    assert page.input_value("#t") == "请补充佐证材料。"
