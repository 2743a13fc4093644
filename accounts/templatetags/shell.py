"""The small words templates are written in: icons, lights, state tags, form keys."""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.db import models
from django.middleware.csrf import get_token
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django_tables2 import BooleanColumn, DateColumn, DateTimeColumn, Table
from django_tables2.columns import BoundColumn

from accounts.icons import ICONS

register = template.Library()

# Columns that hold the same kind of thing have the same width in every table.
WIDTHS = {
    "number": "col-code",
    "code": "col-code",
    "position": "col-count",
    "organization": "col-unit",
    "unit": "col-unit",
    "body": "col-unit",
    "team": "col-kind",
    "kind": "col-kind",
    "role": "col-rate",
    "level": "col-type",
    "person": "col-person",
    "leader": "col-person",
    "actor": "col-person",
    "state": "col-state",
    "light": "col-light",
    "due": "col-light",
    "actions": "col-letter",
}
ROW_NAMES = ("title", "name", "full_name", "text", "person", "subject")

# The order in which parts of a share bar stand, from finished to furthest from it.
SHARE_ORDER = ("closed", "review", "running", "overdue", "long")


DEEDS = ("<button", "<a ", "btn-reason")


@register.tag
def unless_empty(parser: template.base.Parser, token: template.base.Token) -> template.Node:
    """Leave out a bar in which this reader finds nothing to press and no reason why not."""
    nodelist = parser.parse(("end_unless_empty",))
    parser.delete_first_token()
    return UnlessEmptyNode(nodelist)


class UnlessEmptyNode(template.Node):
    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> str:
        content = self.nodelist.render(context)
        return content if any(mark in content for mark in DEEDS) else ""


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon of the sprite, beside words that say the same."""
    if name not in ICONS:
        raise ValueError(f"{name!r} is not in accounts/icons.py")
    return format_html(
        '<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def once() -> SafeString:
    """The key by which a form that is sent twice does its deed once."""
    return format_html('<input type="hidden" name="_once" value="{}">', secrets.token_urlsafe(16))


@register.simple_tag(takes_context=True)
def form_keys(context: Context) -> SafeString:
    """CSRF token and once-key of a POST form; works inside ``include … only`` too."""
    request = _request(context)
    token = get_token(request) if request else ""
    return format_html(
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}">{}', token, once()
    )


@register.simple_tag
def version(row: models.Model) -> SafeString:
    """The version of ``row`` that this form was opened on."""
    return format_html('<input type="hidden" name="version" value="{}">', row.version)  # type: ignore[attr-defined]


@register.simple_tag
def light(light: Any) -> SafeString:
    """A deadline light: ``kind`` gives colour and shape, ``words`` the days; nothing for no clock."""
    if not light:
        return SafeString("")
    title = _light_title(light)
    return format_html(
        '<span class="light" data-light="{}"{}>{}</span>',
        light.kind,
        format_html(' title="{}"', title) if title else "",
        light.words,
    )


def _light_title(light: Any) -> str:
    """The card behind a light as one line: base date, rule, basis, extensions."""
    card = getattr(light, "title", "") or getattr(light, "card", "")
    pairs = card.items() if isinstance(card, Mapping) else card
    if isinstance(pairs, str):
        return pairs
    return "\n".join(f"{label} {value}" for label, value in pairs)


@register.simple_tag
def state_tag(row: Any, label: str = "") -> SafeString:
    """The state of ``row`` in words, toned by its family; ``label`` says it for this reader."""
    return format_html(
        '<span class="state-tag" data-tone="{}">{}</span>',
        getattr(row, "state_tone", ""),
        label or row.get_state_display(),
    )


@register.simple_tag
def crumb(url: str, label: Any) -> SafeString:
    """One step of the breadcrumb; an empty ``url`` is the page itself."""
    if url:
        return format_html('<li class="breadcrumb-item"><a href="{}">{}</a></li>', url, label)
    return format_html('<li class="breadcrumb-item active" aria-current="page">{}</li>', label)


@register.filter
def has_current(entries: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of a menu section's entries is the page the reader is on."""
    return any(entry["current"] for entry in entries)


@register.filter
def col_class(column: BoundColumn) -> str:
    """The width of a column: its own ``attrs={"col": …}``, else by what it holds.

    The held column has none and takes what the others leave.
    """
    own = str(column.column.attrs.get("col", {}).get("class", ""))
    if own or column.name == held(column._table):
        return own
    if isinstance(column.column, DateTimeColumn):
        return "col-moment"
    if isinstance(column.column, DateColumn):
        return "col-date"
    if isinstance(column.column, BooleanColumn):
        return "col-number"
    return WIDTHS.get(column.name, "")


@register.filter
def held(table: Table) -> str:
    """The column that names the row: the table's own ``held``, else the first that reads like a name."""
    names = [column.name for column in table.columns]
    own = getattr(table, "held", "")
    return own or next((name for name in ROW_NAMES if name in names), names[0])


@register.filter
def is_deeds(column: BoundColumn) -> bool:
    """Whether a column holds what one can do: it has no name and is never cut."""
    return not str(column.header)


@register.filter
def shown_columns(table: Table) -> int:
    """How many columns the reader sees: a wide ledger scrolls inside its frame."""
    return len(list(table.columns))


@register.filter
def rows_before(table: Table) -> int:
    """How many rows stand on the pages before this one."""
    return int(table.page.start_index()) - 1 if hasattr(table, "page") else 0


@register.filter
def segments(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Counts by kind as the stretches of a share bar, so that widths are the counts themselves."""
    stretches = []
    start = 0
    for kind in SHARE_ORDER:
        size = counts.get(kind, 0)
        if size:
            stretches.append({"kind": kind, "start": start, "size": size})
            start += size
    return stretches


@register.filter
def total(counts: Mapping[str, int]) -> int:
    """How many there are of all kinds; 1 for none, because a share bar has no zero width."""
    return sum(counts.get(kind, 0) for kind in SHARE_ORDER) or 1


@register.filter
def invalid(attrs: Mapping[str, Any]) -> bool:
    """Whether a widget's attributes mark it as wrong (a dash cannot stand in a template's dotted name)."""
    return str(attrs.get("aria-invalid", "")) == "true"


@register.filter
def is_day(name: str) -> bool:
    """Whether an end of a range is a day; django-filter draws them all as plain text."""
    return name.endswith(("_after", "_before"))


@register.simple_tag
def upload_limit() -> int:
    """How many megabytes one file may have."""
    return int(settings.UPLOAD_LIMIT_MB)


@register.filter
def as_json(value: Any) -> str:
    """Data for a script, as the text of an attribute."""
    return json.dumps(value, ensure_ascii=False)


@register.filter
def page_numbers(page: Page) -> list[int]:
    """The pages to link to around this one; 0 stands for the ones left out."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in numbers]


@register.filter
def extension(name: str) -> str:
    """The last part of a file's name, as its kind tag shows it."""
    _stem, dot, ending = str(name).rpartition(".")
    return ending.lower()[:5] if dot else ""


@register.simple_tag(takes_context=True)
def search_keys(context: Context, *leave_out: str) -> SafeString:
    """The rest of the address's query as hidden inputs, so that a small GET form keeps it."""
    request = _request(context)
    pairs: Iterable[tuple[str, str]] = (
        (
            (name, value)
            for name, values in request.GET.lists()
            for value in values
            if name not in leave_out
        )
        if request
        else ()
    )
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


def _request(context: Context) -> Any:
    return getattr(context, "request", None) or context.get("request")
