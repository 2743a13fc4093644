"""Setting and measuring pages in tests: what a ruler on the paper would say."""

from collections import defaultdict
from io import BytesIO
from typing import Any

import pdfplumber
import pytest

from documents import kinds, rendering
from tests.documents import samples

MM = 72 / 25.4


def set_sample(
    kind: str, *, copy: str = "", number: str = "市委巡办发〔2026〕3号", **changes: Any
) -> bytes:
    """The PDF of the sample of ``kind`` with some of its content changed."""
    known = kinds.get(kind)
    content = known.checked(samples.context(kind) | changes)
    source = rendering.page(
        known,
        known.version,
        content,
        number=number,
        title=samples.TITLES[kind],
        code="7F3K-9Q2M-XC4T-P8WA",
        data_at=None,
        copy=copy,
        inspection="巡察",
    )
    return rendering.set_pdf(known, source)


def opened(pdf: bytes) -> pdfplumber.PDF:
    return pdfplumber.open(BytesIO(pdf))


def lines(page, *, size: float) -> list[list[dict]]:
    """The lines of ``page`` set in letters of ``size`` points, top down, each left to right."""
    rows = defaultdict(list)
    for letter in page.chars:
        if letter["size"] == pytest.approx(size, abs=0.05):
            rows[round(letter["top"])].append(letter)
    return [sorted(rows[top], key=lambda letter: letter["x0"]) for top in sorted(rows)]


def text(line: list[dict]) -> str:
    return "".join(letter["text"] for letter in line)
