"""The figures of one round for other systems, each with the address of the rows behind it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from inspections.rules.rates import Rate
from leads.selectors.figures import LeadCounts
from overview import dashboard
from overview.cells import Cell
from overview.dashboard import Dashboard, Line
from overview.stages import Stage
from rectification.selectors.counts import FIGURE_CONDITIONS
from rectification.selectors.ledger import ledger_url

LEADS = list(LeadCounts.__dataclass_fields__)


def figures_out(name: str, names: list[str], field: Any) -> type[serializers.Serializer]:
    """A serializer with the same kind of field under each of ``names``."""
    return type(name, (serializers.Serializer,), {each: field() for each in names})


class FigureOut(serializers.Serializer):
    value = serializers.IntegerField()
    list = serializers.CharField(help_text="Address of the list with exactly these rows.")


class DerivedOut(serializers.Serializer):
    value = serializers.IntegerField()
    list = serializers.CharField(help_text="Address of the rows from which this is counted.")


class RateOut(serializers.Serializer):
    numerator = FigureOut()
    denominator = FigureOut()
    percent = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)


class DerivedRateOut(serializers.Serializer):
    numerator = DerivedOut()
    denominator = DerivedOut()
    percent = serializers.DecimalField(max_digits=5, decimal_places=2, allow_null=True)


StagesOut = figures_out("StagesOut", Stage.values, serializers.IntegerField)
FiguresOut = figures_out("FiguresOut", list(FIGURE_CONDITIONS), FigureOut)
LeadFiguresOut = figures_out("LeadFiguresOut", LEADS, serializers.CharField)


class LineOut(serializers.Serializer):
    name = serializers.CharField()
    completion = RateOut()
    figures = FiguresOut()


class SuggestionFiguresOut(serializers.Serializer):
    all = FigureOut()
    closed = FigureOut()
    overdue = FigureOut()


class DashboardOut(serializers.Serializer):
    round = serializers.IntegerField()
    name = serializers.CharField()
    completion = RateOut()
    figures = FiguresOut()
    stages = StagesOut(help_text="How many targets of the round stand at each stage.")
    aspects = DerivedOut()
    issues = FigureOut()
    measures = DerivedRateOut()
    units = LineOut(many=True)
    teams = LineOut(many=True)
    focuses = LineOut(many=True)
    suggestions = SuggestionFiguresOut()
    leads = LeadFiguresOut(
        allow_null=True,
        help_text="Counts only; one that is not shown reads as words. Null to whom leads are closed.",
    )


class RoundDashboard(APIView):
    """The figures of one round in the reader's scope, as its dashboard shows them."""

    @extend_schema(operation_id="round_dashboard", responses=DashboardOut)
    def get(self, request: Request, pk: int) -> Response:
        round_ = get_object_or_404(dashboard.rounds_with_dashboard(request.user), pk=pk)
        return Response(DashboardOut(as_numbers(dashboard.read(request.user, round_))).data)


def as_numbers(board: Dashboard) -> dict[str, Any]:
    behind = in_interface("api:items", ledger_url(round=board.round.pk))
    issues = figure(board.issues, "api:issues")
    names = ["all", "closed", "overdue"]
    return {
        "round": board.round.pk,
        "name": str(board.round),
        "completion": completion(board.totals.completion, board.cells),
        "figures": figures(board.cells),
        "stages": {
            stage: cell.value
            for stage, (_label, cell) in zip(Stage.values, board.stages, strict=True)
        },
        "aspects": {"value": board.aspects.value, "list": issues["list"]},
        "issues": issues,
        "measures": {
            "numerator": {"value": board.measures.part.value, "list": behind},
            "denominator": {"value": board.measures.whole.value, "list": behind},
            "percent": board.measures.rate.percent,
        },
        "units": [line(each) for each in board.units],
        "teams": [line(each) for each in board.teams],
        "focuses": [line(each) for each in board.focuses],
        "suggestions": {
            name: figure(cell, "api:suggestions")
            for name, cell in zip(names, board.suggestions, strict=True)
        },
        "leads": board.leads and {name: str(getattr(board.leads, name)) for name in LEADS},
    }


def line(each: Line) -> dict[str, Any]:
    return {
        "name": each.name,
        "completion": completion(each.totals.completion, each.cells),
        "figures": figures(each.cells),
    }


def completion(rate: Rate, cells: Mapping[str, Cell]) -> dict[str, Any]:
    return {
        "numerator": figure(cells["closed"]),
        "denominator": figure(cells["items"]),
        "percent": rate.percent,
    }


def figures(cells: Mapping[str, Cell]) -> dict[str, Any]:
    return {name: figure(cell) for name, cell in cells.items()}


def figure(cell: Cell, name: str = "api:items") -> dict[str, Any]:
    return {"value": cell.value, "list": in_interface(name, cell.url)}


def in_interface(name: str, page: str) -> str:
    """The interface's list under the conditions of the page, which it takes by the same names."""
    return f"{reverse(name)}?{urlsplit(page).query}"
