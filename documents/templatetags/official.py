"""How things are written on official paper."""

import datetime

from django import template

register = template.Library()

DIGITS = "零一二三四五六七八九"
TITLE_WIDTH = 19  # 22 pt characters in 156 mm, one left free


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
def title_lines(title: str) -> list[str]:
    """A long title broken where it is read, into as few lines as it needs, evenly filled."""
    count = -(-len(title) // TITLE_WIDTH)
    lines: list[str] = []
    rest = title
    for left in range(count, 1, -1):
        at = _break_at(rest, len(rest) // left)
        lines.append(rest[:at])
        rest = rest[at:]
    return [*lines, rest]


def _break_at(text: str, wanted: int) -> int:
    """The best place near ``wanted``: before 关于, after 的, 和 or a pause, else where it falls."""
    near = sorted(
        range(max(1, wanted - 5), min(len(text), wanted + 6)), key=lambda at: abs(at - wanted)
    )
    near = [
        at for at in near if at <= TITLE_WIDTH + 1 and len(text) - at <= 2 * TITLE_WIDTH
    ] or near
    for fits in (
        lambda at: text[at : at + 2] == "关于",
        lambda at: text[at - 1] in "的和、，》",
        lambda at: text[at] in "《对",
    ):
        for at in near:
            if fits(at):
                return at
    return wanted
