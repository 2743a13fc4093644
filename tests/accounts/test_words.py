"""Words are found by an index of their pieces, and what it finds is what reading would find."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import example, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

# What people type: few characters, so that words meet; wide and narrow forms, capitals, marks.
TYPED = st.text(alphabet="资金管理的Aaａ１1%_\\' \n（é\u0301㍿\x1f𠮷", max_size=12)


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower().replace("\x1f", " ")


def asked(sql: str, *values: str):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


def found_by_pieces(text: str, words: str) -> bool:
    return asked(
        "SELECT pieces_of_text(searchable(%s)) @> pieces_of_words(searchable(%s))", text, words
    )


def found_by_reading(text: str, words: str) -> bool:
    return asked("SELECT strpos(searchable(%s), searchable(%s)) > 0", text, words)


@settings(max_examples=400)
@given(text=TYPED, words=TYPED)
@example(text="专项资金管理不严", words="资金管理")
@example(text="专项资金", words="金")
@example(text="ＡＢＣ有限公司", words="abc")
@example(text="", words="")
def test_reading_finds_what_a_person_would_find(text, words):
    assert found_by_reading(text, words) == (plain(words) in plain(text))


@settings(max_examples=400)
@given(before=TYPED, words=TYPED, after=TYPED)
def test_pieces_miss_no_text_that_holds_the_words(before, words, after):
    text = before + words + after

    if found_by_reading(text, words):
        assert found_by_pieces(text, words)
