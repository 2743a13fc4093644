"""The Chinese catalogues: complete, of one mind, and in the words of the work."""

import re
import shutil
from collections import defaultdict
from collections.abc import Iterator

import polib
import pytest
from django.conf import settings
from django.core.management import call_command

Key = tuple[str | None, str]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}|%[sd]")
HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:?!]|[,;:?!][\u4e00-\u9fff]")
# What the interface says of one thing under one name; the right word stands at the right.
FORBIDDEN = {
    "首页": "工作台",
    "登陆": "登录",
    "帐号": "账号",
    "台帐": "台账",
    "督察": "督查、督办",
    "销项": "销号",
    "延期请求": "延期申请",
    "延长申请": "延期申请",
    "审批任务": "任务联审",
    "三方会审": "三方联审",
    "建议书": "巡视巡察建议",
    "工作底稿": "问题底稿",
    "到位率": "完成率",
    "超期": "逾期",
    "举报人": "检举控告人",
    "点击": "选择",
    "成功": "",
    "抱歉": "",
    "！": "。",
}


def words(app: str) -> list[polib.POEntry]:
    path = settings.BASE_DIR / "locale" / app / "zh_Hans" / "LC_MESSAGES" / "django.po"
    return list(polib.pofile(str(path)))


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt, entry.msgid


def chinese(entry: polib.POEntry) -> tuple[str, ...]:
    return tuple(entry.msgstr_plural.values()) if entry.msgid_plural else (entry.msgstr,)


def placeholders(text: str) -> set[str]:
    return {match.group() for match in PLACEHOLDER.finditer(text)}


def texts() -> Iterator[tuple[str, str, str]]:
    for app in settings.CATALOGUES:
        for entry in words(app):
            for text in chinese(entry):
                yield app, entry.msgid, text


@pytest.mark.parametrize("app", settings.CATALOGUES)
def test_every_word_has_its_chinese(app):
    unfinished = [
        key(entry)
        for entry in words(app)
        if entry.obsolete or entry.fuzzy or not all(chinese(entry))
    ]
    assert unfinished == []


def test_a_word_reads_the_same_in_every_catalogue():
    """Django merges the catalogues: of two texts for one word, the later would win everywhere."""
    found: dict[Key, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for app in settings.CATALOGUES:
        for entry in words(app):
            found[key(entry)][chinese(entry)].append(app)
    assert {word: dict(texts) for word, texts in found.items() if len(texts) > 1} == {}


@pytest.mark.skipif(shutil.which("xgettext") is None, reason="gettext collects the words")
def test_the_catalogues_hold_exactly_the_words_in_use(tmp_path):
    call_command("messages", into=tmp_path, verbosity=0)
    for app in settings.CATALOGUES:
        path = tmp_path / app / "zh_Hans" / "LC_MESSAGES" / "django.po"
        in_use = {key(entry) for entry in polib.pofile(str(path))}
        held = {key(entry) for entry in words(app)}
        assert (app, in_use - held, held - in_use) == (app, set(), set())


@pytest.mark.parametrize("app", settings.CATALOGUES)
def test_the_chinese_keeps_every_placeholder(app):
    broken = [
        (entry.msgid, text)
        for entry in words(app)
        for text in chinese(entry)
        if placeholders(text) != placeholders(entry.msgid_plural or entry.msgid)
    ]
    assert broken == []


def test_one_thing_has_one_name():
    wrong = [
        (app, msgid, text, bad) for app, msgid, text in texts() for bad in FORBIDDEN if bad in text
    ]
    assert wrong == []


def test_the_inspecting_body_is_named_for_every_level():
    """Provinces say 巡视, cities and counties 巡察; words that serve both say 巡视巡察."""
    wrong = [(app, text) for app, _, text in texts() if re.search("(?<!巡视)巡察", text)]
    assert wrong == []


def test_punctuation_beside_chinese_is_full_width():
    choices = re.compile(r"\w+,\w+")  # what the filter yesno takes
    wrong = [
        (app, text)
        for app, msgid, text in texts()
        if HALF_WIDTH.search(text) and not choices.fullmatch(msgid)
    ]
    assert wrong == []
