"""How things are written on official paper."""

import datetime
import re
from typing import Any

from django import template

from documents.titles import broken

register = template.Library()

DIGITS = "零一二三四五六七八九"
COUNTED = "[一二三四五六七八九十]{1,3}"
# 一、 or （一） or 1. or 1、 or （1）, but not the 1. of 1.5亿元.
ORDINAL = re.compile(
    rf"(?:[（(](?P<held>{COUNTED}|\d{{1,2}})[)）]|(?P<word>{COUNTED})[、．.]"
    r"|(?P<figure>\d{1,2})(?:、|[．.](?!\d)))\s*"
)


@register.filter
def day(value: str | datetime.date | datetime.datetime | None) -> str:
    """``2026-03-05`` as 2026年3月5日; nothing for nothing."""
    if not value:
        return ""
    date = datetime.date.fromisoformat(value) if isinstance(value, str) else value
    return f"{date.year}年{date.month}月{date.day}日"


@register.filter
def numeral(value: int) -> str:
    """1 to 99 in Chinese numerals, as headings count: 一, 十, 十一, 二十三."""
    tens, ones = divmod(int(value), 10)
    if tens > 9:
        return str(value)
    head = "" if tens == 0 else f"{DIGITS[tens] if tens > 1 else ''}十"
    return head + (DIGITS[ones] if ones or not tens else "")


@register.filter
def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without blank ones."""
    return [line.strip() for line in (text or "").split("\n") if line.strip()]


@register.filter
def sentence(text: str) -> str:
    """A text that ends as a sentence does, so that another may follow it."""
    return text if not text or text[-1] in "。！？；：" else f"{text}。"


@register.filter
def names(people: list[str]) -> str:
    """Names in a row, as on paper: 甲、乙、丙."""
    return "、".join(people)


@register.filter
def spaced_name(name: str) -> str:
    """A two-character name with a space in it, so that it is as wide as one of three."""
    return f"{name[0]}\u3000{name[1]}" if len(name) == 2 else name


@register.filter
def organ_size(name: str) -> str:
    """How large the organ's name stands in the red head, so that it fills one line and no more."""
    if len(name) <= 10:
        return "l"
    return "m" if len(name) <= 13 else "s" if len(name) <= 17 else "xs"


@register.filter
def signature_indent(name: str) -> int:
    """How many characters name and date stand from the right, so that the date stands four."""
    date_width = 7
    return min(4, max(0, 4 - (len(name) - date_width + 1) // 2))


@register.filter
def day_parts(value: str) -> list[str]:
    """Year, then month and day: where a narrow column may break a date."""
    year, _sign, rest = day(value).partition("年")
    return [f"{year}年", rest] if rest else []


@register.filter
def item_count(aspects: list[dict]) -> int:
    return sum(len(aspect["items"]) for aspect in aspects)


@register.filter
def measure_count(aspects: list[dict]) -> int:
    return sum(len(item["measures"]) for aspect in aspects for item in aspect["items"])


@register.filter
def issue_count(aspects: list[dict]) -> int:
    """Issues behind the items; several items of one issue bear its text and follow one another."""
    return sum(len({item["issue"] for item in aspect["items"]}) for aspect in aspects)


@register.filter
def ledger_rows(aspects: list[dict]) -> list[dict]:
    """The aspects with their items, each item with its place in the whole ledger: 1, 2, 3."""
    place = iter(range(1, item_count(aspects) + 1))
    return [
        {
            "title": aspect["title"],
            "items": [{**item, "place": next(place)} for item in aspect["items"]],
        }
        for aspect in aspects
    ]


@register.filter
def bare(text: str) -> str:
    """A heading without the ordinal that was typed before it: the page counts by itself."""
    found = ORDINAL.match(text)
    return text[found.end() :] if found and text[found.end() :] else text


@register.filter
def points(lines: list[str]) -> list[dict[str, Any]]:
    """Lines as numbered points, each ordinal printed once.

    Where ordinals were typed, in their order, they say which lines are points; the lines between
    belong to the point before. Where none was, every line is a point. A single line is none.
    """
    found: list[dict[str, Any]] = []
    count = 0
    for line in lines:
        ordinal = ORDINAL.match(line)
        is_next = ordinal is not None and _value(ordinal) == count + 1
        count += is_next
        text = line[ordinal.end() :] if ordinal and is_next else line
        found.append({"number": count if is_next else 0, "text": text})
    if count == 0 and len(lines) > 1:
        return [{"number": at, "text": line} for at, line in enumerate(lines, start=1)]
    return found if count != 1 else [{**point, "number": 0} for point in found]


def _value(ordinal: re.Match[str]) -> int:
    written = ordinal["held"] or ordinal["word"] or ordinal["figure"]
    if written.isdecimal():
        return int(written)
    return next((value for value in range(1, 100) if numeral(value) == written), 0)


@register.filter
def agreed(result: str, opinion: str) -> str:
    """Result and opinion as one statement; an opinion that begins with the result stands alone."""
    if not opinion or opinion.startswith(result):
        return sentence(opinion or result)
    return f"{sentence(result)}{sentence(opinion)}"


@register.filter
def title_lines(title: str, letter: dict[str, Any]) -> list[str]:
    """A long title in lines; the organisations that the letter names are kept whole."""
    named = ("issuer", "recipient", "signed_by", "target", "team")
    return broken(title, names=[letter[part] for part in named if letter.get(part)])
