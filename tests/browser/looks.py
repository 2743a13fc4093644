"""What is wrong with a page as somebody sees it: too wide, not accessible, not Chinese, complaining."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from playwright.sync_api import ConsoleMessage, Page, Response

from tests.chromium import DESK, PHONE

AXE = (settings.BASE_DIR / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
PICTURES = settings.BASE_DIR / "var" / "screenshots"
SERIOUS = {"serious", "critical"}
# Three words of English in a row: a text nobody translated.
ENGLISH = re.compile(r"[A-Za-z]{2,}(?:[ ,]+[A-Za-z]{2,}){2,}")
WORDS = """() => {
  const named = ["title", "placeholder", "aria-label", "data-ask"];
  const attributes = [...document.querySelectorAll("[" + named.join("], [") + "]")].flatMap(
    each => named.map(name => each.getAttribute(name) || ""));
  return [document.title, document.body.innerText, ...attributes];
}"""
CODE = "() => [...document.querySelectorAll('code, pre, kbd, [lang=en]')].map(e => e.innerText)"
# The kinds of parts that a page is made of, however many of each and whatever they say: a page of
# parts that were all looked at elsewhere keeps nobody out that those did not.
PARTS = """() => [...new Set([...document.querySelectorAll("body *")].map(e => [
  e.parentElement.className, e.tagName, e.className, e.dataset.tone, ...e.getAttributeNames(),
].join(" ")))]"""

# Axe is a script, too; a page without scripts is the same page.
SCRIPTED = "() => matchMedia('(scripting: enabled)').matches"

_seen: set[str] = set()


class Ear:
    """Hears what the browser complains of: errors of scripts, refused content, failed requests."""

    def __init__(self) -> None:
        self.complaints: list[str] = []

    def listen(self, page: Page) -> None:
        page.on("pageerror", lambda problem: self.complaints.append(f"{page.url}: {problem}"))
        page.on("console", lambda line: self._console(page, line))
        page.on("response", self._response)

    def _console(self, page: Page, line: ConsoleMessage) -> None:
        # A form sent back with 422, or a deed refused with 409, is an answer.
        if line.type == "error" and not re.search(r"\b(422|409)\b", line.text):
            self.complaints.append(f"{page.url}: {line.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in {409, 422}:
            self.complaints.append(f"{response.status} {response.url}")


def faults(page: Page, name: str) -> Iterator[str]:
    """What is wrong here. A page made of new parts is looked at from all sides and pictured."""
    yield from english(page)
    parts = set(page.evaluate(PARTS))
    if not parts <= _seen:
        _seen.update(parts)
        if page.evaluate(SCRIPTED):
            yield from barriers(page)
        yield from too_wide(page, name)


def too_wide(page: Page, name: str) -> Iterator[str]:
    """Whether it scrolls sideways at either width; the pictures are kept. Left at the desk's."""
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > size["width"]:
            yield f"{width} px wide in a window of {size['width']}"
        page.screenshot(path=picture_path(name, size["width"]))


def english(page: Page) -> Iterator[str]:
    quoted = set(page.evaluate(CODE))
    for text in page.evaluate(WORDS):
        for found in ENGLISH.findall(text):
            if not any(found in each for each in quoted):
                yield f"in English: {found}"


def barriers(page: Page) -> Iterator[str]:
    """What keeps somebody with a keyboard or a screen reader out."""
    page.evaluate(AXE)
    options = "{resultTypes: ['violations'], elementRef: false}"
    for each in page.evaluate(f"axe.run(document, {options})")["violations"]:
        if each["impact"] in SERIOUS:
            yield f"{each['id']}: {each['nodes'][0]['html'][:160]}"


def picture_path(name: str, width: int) -> Path:
    PICTURES.mkdir(parents=True, exist_ok=True)
    return PICTURES / f"{re.sub(r'[^a-z0-9]+', '-', name).strip('-')}-{width}.png"
