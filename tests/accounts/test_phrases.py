"""Common phrases are one's own, and leads have none."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Phrase

PHRASES = reverse("accounts:phrases")
ADD = reverse("accounts:add_phrase")


def mine(person) -> list[str]:
    return [phrase.text for phrase in Phrase.objects.visible_to(person)]


def test_a_phrase_is_kept_for_its_writer_alone(world, sign_in):
    answer = sign_in(world.office_staff).post(ADD, {"text": " 请补充  佐证材料。 "})

    assert answer.url == PHRASES
    assert mine(world.office_staff) == ["请补充 佐证材料。"]
    assert mine(world.office_director) == []


@pytest.mark.parametrize("text", ["", "   ", "长" * 101, "同意。"])
def test_a_phrase_that_says_nothing_new_is_sent_back_with_a_reason(world, sign_in, text):
    Phrase.objects.create(owner=world.office_staff, text="同意。")

    answer = sign_in(world.office_staff).post(ADD, {"text": text})

    assert answer.status_code == 422
    assert mine(world.office_staff) == ["同意。"]


def test_a_text_area_asks_for_the_phrases_of_whoever_writes(world, sign_in):
    Phrase.objects.create(owner=world.office_staff, text="同意。")
    Phrase.objects.create(owner=world.office_director, text="退回。")

    answer = sign_in(world.office_staff).get(PHRASES, headers={"Accept": "application/json"})

    assert answer.json() == {"phrases": ["同意。"]}


def test_a_phrase_is_taken_away_by_its_writer(world, sign_in):
    phrase = Phrase.objects.create(owner=world.office_staff, text="同意。")
    drop = reverse("accounts:drop_phrase", args=[phrase.pk])

    assert sign_in(world.office_director).post(drop).status_code == 404
    assert sign_in(world.office_staff).post(drop).url == PHRASES
    assert mine(world.office_staff) == []


def test_pages_offer_phrases_and_those_of_leads_do_not(world, sign_in):
    client = sign_in(world.lead_clerk)

    assert "data-phrases-url" in client.get("/").content.decode()
    assert "data-phrases-url" not in client.get(reverse("leads:list")).content.decode()


def test_the_database_keeps_each_phrase_once(world):
    Phrase.objects.create(owner=world.office_staff, text="同意。")

    with pytest.raises(IntegrityError), transaction.atomic():
        Phrase.objects.create(owner=world.office_staff, text="同意。")
    with pytest.raises(IntegrityError), transaction.atomic():
        Phrase.objects.filter(owner=world.office_staff).update(text="")
