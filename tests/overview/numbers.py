"""The numbers that a page shows its reader, and the addresses behind them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

# Not counts: days and times, shares in percent (their fraction stands beside them).
NO_COUNT = re.compile(r"\d{4}-\d{2}(-\d{2})?|\d{2}-\d{2}|\d{2}:\d{2}|\d+\.\d+%")
NUMBER = re.compile(r"\d+")
VOID = {
    "meta",
    "link",
    "input",
    "br",
    "hr",
    "img",
    "col",
    "line",
    "rect",
    "circle",
    "polyline",
    "use",
}
# Names and ranks, drawings of numbers that stand beside them, what every page says of itself.
NAMES = {
    "row-opener", "btn", "view-tab", "page-title", "page-foot", "print-head", "cell-quiet", "chart",
    "segment-bar",
}  # fmt: skip


@dataclass
class Element:
    tag: str
    marks: dict[str, str | None]
    text: str = ""

    @property
    def classes(self) -> set[str]:
        return set((self.marks.get("class") or "").split())


@dataclass
class Numbers(HTMLParser):
    """``linked``: text and address of each link with a number; ``bare``: numbers without one."""

    page: str
    linked: list[tuple[int, str]] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    open: list[Element] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.page[self.page.index("<main") : self.page.index("</main>")])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        element = self.open.pop()
        assert element.tag == tag, f"{element.tag} is closed by {tag}"
        if tag == "a" and (found := self._numbers(element.text)) and not self._is_name(element):
            self.linked.append((int(found[0]), element.marks["href"] or ""))

    def handle_data(self, text: str) -> None:
        links = [element for element in self.open if element.tag == "a"]
        for link in links:
            link.text += text
        if not links and self._numbers(text) and not any(map(self._is_name, self.open)):
            row = next(
                (each.marks["data-row"] for each in self.open if "data-row" in each.marks), ""
            )
            self.bare.append(f"{row or ''} {text.strip()}".strip())

    @staticmethod
    def _numbers(text: str) -> list[str]:
        return [each for each in NUMBER.findall(NO_COUNT.sub("", text)) if int(each)]

    @staticmethod
    def _is_name(element: Element) -> bool:
        return bool(element.classes & NAMES)
