"""One way to show a list: filtered, sorted and paged by its address."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_filters import FilterSet
from django_tables2 import RequestConfig, Table


def list_page(
    request: HttpRequest,
    *,
    rows: QuerySet,
    table: type[Table],
    filters: type[FilterSet],
    title: str,
    template: str = "listing.html",
    **context: Any,
) -> HttpResponse:
    """The page for ``rows``: what the reader sees is what the address says."""
    filtered = filters(request.GET, queryset=rows, request=request)
    shown = table(filtered.qs)
    RequestConfig(request, paginate={"paginator_class": Paginator, "per_page": 20}).configure(shown)
    return render(request, template, {"table": shown, "filter": filtered, "title": title} | context)
