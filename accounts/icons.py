"""The icons the pages use: a subset of Bootstrap Icons, cut at set-up into static/icons.svg.

``python -m accounts.icons`` cuts them; it needs nothing but the installed front-end packages.
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
SOURCE = HERE / "node_modules" / "bootstrap-icons" / "bootstrap-icons.svg"
TARGET = HERE / "static" / "icons.svg"
# A name missing here is refused by {% icon %}: add it and cut again.
ICONS = frozenset(
    [
        "archive",
        "arrow-clockwise",
        "arrow-down",
        "arrow-left",
        "arrow-left-right",
        "arrow-repeat",
        "arrow-return-left",
        "arrow-right",
        "arrow-up",
        "arrows-fullscreen",
        "award",
        "bank",
        "bar-chart-line",
        "bell",
        "book",
        "bookmark",
        "box-arrow-in-right",
        "box-arrow-right",
        "box-arrow-up-right",
        "boxes",
        "briefcase",
        "building",
        "building-lock",
        "bullseye",
        "calendar-check",
        "calendar-event",
        "calendar3",
        "camera",
        "card-checklist",
        "card-list",
        "chat-left-quote",
        "chat-left-text",
        "check-circle",
        "check-lg",
        "check2-all",
        "check2-square",
        "chevron-down",
        "chevron-left",
        "chevron-right",
        "chevron-up",
        "circle",
        "clipboard-check",
        "clipboard-data",
        "clipboard2-check",
        "clock",
        "clock-history",
        "cloud-arrow-up",
        "collection",
        "copy",
        "dash-circle",
        "diagram-3",
        "display",
        "download",
        "envelope",
        "envelope-open",
        "eraser",
        "exclamation-circle",
        "exclamation-square",
        "exclamation-triangle",
        "eye",
        "eye-slash",
        "file-earmark",
        "file-earmark-arrow-up",
        "file-earmark-check",
        "file-earmark-lock",
        "file-earmark-pdf",
        "file-earmark-plus",
        "file-earmark-ruled",
        "file-earmark-spreadsheet",
        "file-earmark-text",
        "file-earmark-word",
        "file-earmark-zip",
        "files",
        "filter",
        "flag",
        "folder",
        "folder2-open",
        "funnel",
        "gear",
        "geo-alt",
        "graph-up",
        "grid-1x2",
        "grid-3x3-gap",
        "hammer",
        "hash",
        "hourglass-split",
        "house",
        "inbox",
        "inboxes",
        "info-circle",
        "journal-check",
        "journal-text",
        "journals",
        "key",
        "kanban",
        "layout-sidebar",
        "lightning",
        "link-45deg",
        "list",
        "list-check",
        "list-ol",
        "list-task",
        "lock",
        "megaphone",
        "paperclip",
        "pause-circle",
        "pen",
        "pencil",
        "pencil-square",
        "people",
        "person",
        "person-badge",
        "person-check",
        "person-gear",
        "person-lock",
        "person-lines-fill",
        "person-plus",
        "person-x",
        "pie-chart",
        "pin-angle",
        "play-circle",
        "plus-lg",
        "printer",
        "qr-code",
        "question-circle",
        "reply",
        "rulers",
        "save",
        "search",
        "send",
        "send-check",
        "server",
        "shield",
        "shield-check",
        "shield-exclamation",
        "shield-lock",
        "shuffle",
        "signpost-split",
        "slash-circle",
        "sliders",
        "speedometer2",
        "star",
        "stop-circle",
        "table",
        "tag",
        "telephone",
        "trash",
        "type",
        "unlock",
        "upload",
        "x-circle",
        "x-lg",
    ]
)


def subset(sprite: str) -> str:
    """The full sprite's text, cut down to ``ICONS``. Raises ``KeyError`` for a name it does not have."""
    symbols = {
        name: symbol
        for symbol, name in re.findall(
            r'(<symbol[^>]*\bid="([^"]+)".*?</symbol>)', sprite, re.DOTALL
        )
    }
    kept = "".join(symbols[name] for name in sorted(ICONS))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{kept}</svg>\n'


def main() -> None:
    if not SOURCE.exists():
        sys.exit("Install the front-end packages first: npm ci")
    TARGET.write_text(subset(SOURCE.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
