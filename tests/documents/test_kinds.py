import pytest

from documents import kinds
from documents.kinds.registry import Kind
from documents.kinds.schema import Mismatch
from documents.templatetags import official
from tests.documents import samples
from tests.documents.pages import opened, set_sample


def test_the_five_kinds_are_registered():
    assert {kind.code for kind in kinds.all_kinds()} == set(samples.CONTEXTS)


@pytest.mark.parametrize("code", sorted(samples.CONTEXTS))
def test_a_kind_prints_with_nothing_but_what_it_must_have(code):
    schema = kinds.get(code).schema
    bare = {key: samples.CONTEXTS[code][key] for key in schema.__required_keys__}

    pdf = set_bare(code, bare)

    assert "None" not in "".join(page.extract_text() for page in pdf.pages)


def set_bare(code, bare):
    original = samples.CONTEXTS[code]
    samples.CONTEXTS[code] = bare
    try:
        return opened(set_sample(code, number=""))
    finally:
        samples.CONTEXTS[code] = original


def test_a_working_paper_before_its_signatures_leaves_room_to_sign():
    bare = {
        key: value
        for key, value in samples.WORKING_PAPER.items()
        if key not in {"review", "meeting", "leader"}
    }

    printed = set_bare("working_paper", bare).pages[0].extract_text()

    assert printed.count("签名：") == 2


def test_two_kinds_never_share_a_code():
    taken = kinds.all_kinds()[0]

    with pytest.raises(ValueError, match=taken.code):
        kinds.register(Kind(code=taken.code, title="", schema=dict, series="", word=""))


@pytest.mark.parametrize(
    ("key", "value"),
    [("submission", "2"), ("submission", True), ("evidence", [1]), ("parts", {"other": "x"})],
)
def test_a_value_of_another_kind_is_a_mistake_of_the_caller(key, value):
    with pytest.raises(Mismatch, match=key):
        kinds.get("closure_record").checked(samples.context("closure_record") | {key: value})


def test_a_plan_without_named_annexes_still_points_to_its_ledger():
    pdf = opened(set_sample("rectification_plan", attachments=[]))

    assert "附件：市水利局党组巡察反馈问题整改台账" in "".join(
        page.extract_text() for page in pdf.pages
    )


def test_an_issue_title_ends_as_a_sentence_before_its_text():
    assert official.sentence("学习贯彻不够深入") == "学习贯彻不够深入。"
    assert official.sentence("学习贯彻不够深入。") == "学习贯彻不够深入。"
