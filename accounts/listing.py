"""One way to show a list: filtered, sorted and paged by its address, taken out as it is shown."""

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, cast

from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext, pgettext
from django_filters import Filter, FilterSet
from django_tables2 import Table

from accounts import arrangement, keys, workbook
from accounts.paging import FarPaginator
from accounts.pickers import RowFilter
from accounts.scope import holds
from accounts.verdicts import Sentence

# Each view of a list by its name in the address: what it is called, and its rows.
Views = Mapping[str, tuple[Sentence, QuerySet]]

ALL = gettext_lazy("All")
# A column, from its end with a dash before it.
COLUMN = re.compile(r"-?[A-Za-z_]\w*", re.ASCII)
SIZES = (20, 50, 100, 200)
DEFAULTS = {"views": [], "empty_title": gettext_lazy("Nothing here yet"), "empty_text": ""}


def list_page(
    request: HttpRequest,
    *,
    rows: QuerySet,
    table: type[Table],
    filters: type[FilterSet] | FilterSet | None,
    title: str,
    template: str = "listing.html",
    export: bool = True,
    count: int | None = None,
    **context: Any,
) -> HttpResponse:
    """The page for ``rows``: what the reader sees is what the address says.

    A POST of ``export=xlsx`` answers with the same rows, columns and order as a workbook, and
    journals it; ``keep`` arranges the list for its reader (accounts/arrangement.py). ``filters`` may
    be made of ``rows`` already and ``count`` be known. ``export=False`` keeps all inside the system.
    """
    filtered = _bound(filters, rows, request)
    exporting = export and request.method == "POST" and request.POST.get("export") == "xlsx"
    ticked = _ticked(request) if exporting else []
    found = filtered.qs if filtered else rows
    shown = _sorted(request, table(found.filter(pk__in=ticked) if ticked else found))
    way = arrangement.read(request, shown) if export else None
    if way and request.method == "POST" and "keep" in request.POST:
        return arrangement.keep(request, way)
    chips = _chips(request, filtered)
    if exporting:
        return _workbook(request, shown, filtered, title=str(title), ticked=ticked)
    frame = {
        "table": shown,
        "filter": filtered,
        "title": title,
        "chips": chips,
        "condition": _condition(chips, ticked),
        "clear": _address(request, leave_out={chip["field"] for chip in chips}),
        "export": export,
        "way": way,
    }
    return render(request, template, DEFAULTS | frame | _paged(request, shown, count) | context)


def only_for(request: HttpRequest, *roles: str) -> None:
    """A list of which the reader can never see a row is no page of theirs."""
    if not holds(request.user, *roles):
        raise Http404


def tabbed_page(
    request: HttpRequest, *, views: Views, always: Collection[str] = (), **page: Any
) -> HttpResponse:
    """A list whose tabs each show one of ``views``: the count of a tab is that of the rows behind it.

    The first view is the one an address without (or with an unknown) ``view`` shows. ``always``
    names the tabs that stand there unasked, when not all do.
    """
    asked = request.GET.get("view", "")
    current = asked if asked in views else next(iter(views))
    offered = {name: views[name] for name in views if name in (*(always or views), current)}
    return list_page(request, rows=views[current][1], views=tabs(offered, current), **page)


def waiting_page(
    request: HttpRequest,
    *,
    everything: QuerySet,
    waiting: QuerySet,
    called: Sentence = ALL,
    **page: Any,
) -> HttpResponse:
    """A list with ``everything`` in one tab and what waits for its reader in the other."""
    views = {"": (called, everything), "waiting": (gettext_lazy("Waiting for me"), waiting)}
    return tabbed_page(request, views=views, **page)


def tabs(views: Views, current: str) -> list[dict[str, Any]]:
    """The tabs over a list: what each is called, where it leads and how many rows it holds."""
    return [
        {
            "label": label,
            "url": f"?view={name}" if name else "?",
            "count": rows.count(),
            "current": name == current,
        }
        for name, (label, rows) in views.items()
    ]


def _bound(
    filters: type[FilterSet] | FilterSet | None, rows: QuerySet, request: HttpRequest
) -> FilterSet | None:
    return (
        filters(request.GET, queryset=rows, request=request)
        if isinstance(filters, type)
        else filters
    )


def chosen_rows(
    request: HttpRequest, *, rows: QuerySet, filters: type[FilterSet] | None
) -> QuerySet:
    """Those of ``rows`` that a batch form (components/batch_bar.html) was sent for.

    The ticked ones, or all that match the list's conditions when the reader chose so. ``rows`` are
    the visible ones: a key that was slipped in chooses nothing.
    """
    if request.POST.get("all_matching"):
        return filters(request.POST, queryset=rows, request=request).qs if filters else rows
    return rows.filter(pk__in=_keys(request))


def _keys(request: HttpRequest) -> list[int]:
    sent = (keys.read(written) for written in request.POST.getlist("chosen"))
    return [key for key in sent if key is not None]


def _ticked(request: HttpRequest) -> list[int]:
    """The rows to take out; none are named when all that match are."""
    return [] if request.POST.get("all_matching") else _keys(request)


def _paged(request: HttpRequest, table: Table, count: int | None) -> dict[str, Any]:
    """Cut the table to the page asked for; what its foot shows."""
    wanted = request.GET.get("per_page", "")
    per_page = next((size for size in SIZES if str(size) == wanted), SIZES[0])
    page = request.GET.get("page", 1)
    table.paginate(paginator_class=ForgivingPaginator, per_page=per_page, page=page, counted=count)
    return {
        "count": table.page.paginator.count,
        "per_page": per_page,
        "sizes": SIZES,
        "view": request.GET.get("view", ""),
    }


def _workbook(
    request: HttpRequest, table: Table, filtered: FilterSet | None, *, title: str, ticked: list[int]
) -> HttpResponse:
    file = workbook.write(
        table,
        title=title,
        condition=_condition(_chips(request, filtered), ticked),
        actor=request.user,
        conditions=_journaled(filtered),
        chosen=len(ticked),
    )
    name = workbook.file_name(title, request.user)
    answer = FileResponse(
        file, as_attachment=True, filename=name, content_type=workbook.CONTENT_TYPE
    )
    return cast(HttpResponse, answer)


def _condition(chips: list[dict[str, Any]], ticked: list[int]) -> str:
    """What narrows the list, in words."""
    parts = [f"{chip['name']} {chip['value']}" for chip in chips]
    if ticked:
        rows = ngettext("%(count)d chosen row", "%(count)d chosen rows", len(ticked))
        parts.append(rows % {"count": len(ticked)})
    return pgettext("between conditions", "; ").join(parts)


class ForgivingPaginator(FarPaginator):
    """A page number that does not exist shows the nearest page that does."""

    def page(self, number: Any) -> Page:
        try:
            wanted = int(number)
        except (TypeError, ValueError):
            wanted = 1
        return super().page(min(max(wanted, 1), self.num_pages))


def _sorted(request: HttpRequest, table: Table) -> Table:
    """As the address asks. A table that is made with its request would count the rows for itself."""
    table.request = request
    wanted = request.GET.getlist(table.prefixed_order_by_field)
    if named := [name for name in wanted if COLUMN.fullmatch(name)]:
        table.order_by = named
    _settle(table)
    return table


def _settle(table: Table) -> None:
    """End the order with the key, so that no row stands on two pages and none on neither."""
    rows = table.data.data
    if isinstance(rows, QuerySet) and "pk" not in rows.query.order_by:
        order = rows.query.order_by or rows.query.get_meta().ordering
        table.data.data = rows.order_by(*order, "pk")


def _chips(request: HttpRequest, filtered: FilterSet | None) -> list[dict[str, Any]]:
    """The conditions that are set and understood, in the words of their fields."""
    if filtered is None or not filtered.is_bound:
        return []
    filtered.form.is_valid()
    chips = []
    for name, value in filtered.form.cleaned_data.items():
        words = _words(filtered.form[name], value, filtered.filters.get(name))
        if words:
            chips.append(
                {
                    "field": name,
                    "name": filtered.form[name].label,
                    "value": words,
                    "url": _address(request, leave_out={name}),
                }
            )
    return chips


def _words(field: Any, value: Any, condition: Filter | None = None) -> str:
    """What a condition's value says to the reader; empty when it is not set."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(condition, RowFilter):
        return condition.words(value)
    if isinstance(value, slice):
        return " – ".join(_end(end) for end in (value.start, value.stop))
    if isinstance(value, str | bool):
        choices = _choices(field)
        return choices.get(str(value), choices.get(str(value).lower(), str(value)))
    if isinstance(value, Iterable):
        choices = _choices(field)
        return ", ".join(choices.get(str(each), str(each)) for each in value)
    return str(value)


def _journaled(filtered: FilterSet | None) -> dict[str, Any]:
    """The conditions as the journal keeps them: of words that somebody typed only how many."""
    if filtered is None or not filtered.is_bound or not filtered.form.is_valid():
        return {}
    return {
        name: _kept(value, _choices(filtered.form[name]))
        for name, value in filtered.form.cleaned_data.items()
        if _words(filtered.form[name], value)
    }


def _kept(value: Any, choices: Mapping[str, str]) -> Any:
    if isinstance(value, Model):
        return value.pk
    if isinstance(value, slice):
        return [_end(value.start), _end(value.stop)]
    if isinstance(value, str) and value not in choices:
        return {"length": len(value)}
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [_kept(each, choices) for each in value]
    return value if isinstance(value, bool | int) else str(value)


def _choices(field: Any) -> dict[str, str]:
    """What the field's values say; a condition that people do not type is hidden and has them too."""
    choices = list(getattr(field.field, "choices", ())) or getattr(
        field.field.widget, "choices", ()
    )
    return {str(key): str(label) for key, label in _flat(choices)}


def _end(value: Any) -> str:
    """One end of a range; a day's own midnight is no news."""
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d}"
    return "" if value is None else str(value)


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from label
        else:
            yield key, label


def _address(request: HttpRequest, *, leave_out: set[str]) -> str:
    """This page's address without some conditions, and from its first page on."""
    query = request.GET.copy()
    for name in list(query):
        if name == "page" or name in leave_out or name.rpartition("_")[0] in leave_out:
            del query[name]
    return f"?{query.urlencode()}" if query else request.path
