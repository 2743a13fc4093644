"""The ledger for other systems: read items; the inspected unit writes progress, evidence, reports.

The same scope and the same services as the pages.
"""

from typing import Any

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import interface
from accounts.interface import Text, conditions, once
from accounts.models import User
from deadlines.lights import Board
from inspections.models import Feedback
from rectification.filters import LedgerFilter, ReportFilter, SuggestionFilter
from rectification.models import (
    ItemEvidence,
    Listing,
    ProgressReport,
    RectificationItem,
    RectificationReport,
    Submission,
    Suggestion,
)
from rectification.models.item import ItemQuerySet
from rectification.rules.wording import LONGEST_TEXT
from rectification.selectors.ledger import ledger, shown, with_listing
from rectification.selectors.report import reports_for_list
from rectification.selectors.side import reads_as_unit
from rectification.selectors.suggestion import suggestions
from rectification.services import item as working
from rectification.services import report as reporting
from rectification.services import review as reviewing
from rectification.states import WITH_REVIEWERS, ClosurePart, EvidenceKind, ItemState, ReportKind


class IssueOut(serializers.Serializer):
    id = serializers.IntegerField()
    aspect = serializers.IntegerField(source="aspect_id", allow_null=True)
    number = serializers.IntegerField()
    title = serializers.CharField()
    text = serializers.CharField()


class LightOut(serializers.Serializer):
    kind = serializers.CharField()
    words = serializers.CharField()


class ListingOut(serializers.ModelSerializer):
    owner = serializers.CharField(source="owner.full_name")

    class Meta:
        model = Listing
        fields = ["owner", "due_on", "listed_at"]


class ItemOut(serializers.ModelSerializer):
    organization = serializers.CharField(source="organization.name")
    lead_unit = serializers.CharField(source="lead_unit.name")
    leader = serializers.CharField(source="leader.full_name")
    state = serializers.SerializerMethodField()
    issue = IssueOut()
    due_on = serializers.DateField(source="clock.due_on", allow_null=True)
    light = serializers.SerializerMethodField()
    measures = serializers.IntegerField(source="measures_all")
    measures_done = serializers.IntegerField()
    listing = ListingOut(
        source="standing_listing",
        allow_null=True,
        help_text="Listed supervision: its named owner and date; null while the item is not listed.",
    )
    version = serializers.SerializerMethodField()

    class Meta:
        model = RectificationItem
        fields = [
            "id",
            "number",
            "title",
            "goal",
            "kind",
            "state",
            "organization",
            "lead_unit",
            "leader",
            "issue",
            "due_on",
            "light",
            "measures",
            "measures_done",
            "is_listed",
            "listing",
            "version",
        ]

    def get_state(self, item: RectificationItem) -> str:
        """Whoever reads as the unit does not learn the reviewers' inner result."""
        return str(ItemState.UNIT_CONFIRMED if self._is_untold(item) else item.state)

    def _is_untold(self, item: RectificationItem) -> bool:
        return item.state == ItemState.PASSED and self.context["reads_as_unit"]

    def get_version(self, item: RectificationItem) -> int:
        """The step that is not told does not count either."""
        return item.version - 1 if self._is_untold(item) else item.version

    @extend_schema(responses=LightOut)
    def get_light(self, item: RectificationItem) -> dict[str, str] | None:
        is_told = item.state not in WITH_REVIEWERS or not self.context["reads_as_unit"]
        if item.clock is None or not is_told:
            return None
        light = self.context["board"].light(item.clock)
        return {"kind": str(light.kind), "words": light.words}


def context_for(request: Request) -> dict[str, Any]:
    """What serializing many items needs, read once a request."""
    return {"board": Board(), "reads_as_unit": reads_as_unit(request.user)}


class Items(interface.Listing):
    """Items of the ledger in the reader's scope, under the same conditions as the list page."""

    @extend_schema(
        operation_id="items",
        parameters=conditions(LedgerFilter),
        responses=ItemOut(many=True),
    )
    def get(self, request: Request) -> Response:
        rows = self.narrowed(LedgerFilter, told(request.user), request)
        return self.paged(rows.order_by("pk"), ItemOut, request, **context_for(request))


def told(user: User) -> ItemQuerySet:
    """What the list prints, and beside it the lead organ and the issue."""
    return with_listing(shown(ledger(user)))


def visible_item(request: Request, pk: int) -> RectificationItem:
    return get_object_or_404(told(request.user), pk=pk)


class Item(APIView):
    """One item of the ledger."""

    @extend_schema(operation_id="item", responses=ItemOut)
    def get(self, request: Request, pk: int) -> Response:
        item = visible_item(request, pk)
        return Response(ItemOut(item, context=context_for(request)).data)


class ProgressIn(serializers.Serializer):
    percent = serializers.IntegerField(min_value=0, max_value=100)
    text = Text(max_length=LONGEST_TEXT)


class ProgressOut(serializers.ModelSerializer):
    class Meta:
        model = ProgressReport
        fields = ["id", "item", "percent", "text", "reported_at"]


class ItemProgress(APIView):
    """Report progress as the inspected unit."""

    @extend_schema(operation_id="report_progress", request=ProgressIn, responses={201: ProgressOut})
    @once
    def post(self, request: Request, pk: int) -> Response:
        item = visible_item(request, pk)
        sent = ProgressIn(data=request.data)
        sent.is_valid(raise_exception=True)
        report = working.report_progress(item, **sent.validated_data, actor=request.user)
        return Response(dict(ProgressOut(report).data), status=201)


class EvidenceIn(serializers.Serializer):
    file = serializers.FileField()
    part = serializers.ChoiceField(choices=ClosurePart.choices, required=False, default="")
    kind = serializers.ChoiceField(
        choices=EvidenceKind.choices, required=False, default=EvidenceKind.ORIGINAL
    )
    measure = serializers.IntegerField(required=False, allow_null=True, default=None)


class EvidenceOut(serializers.ModelSerializer):
    name = serializers.CharField(source="file.original_name")
    sha256 = serializers.CharField(source="file.sha256")

    class Meta:
        model = ItemEvidence
        fields = ["id", "item", "part", "kind", "measure", "name", "sha256", "added_at"]


class ItemEvidenceFiles(APIView):
    """Bring evidence as the inspected unit."""

    parser_classes = [MultiPartParser]

    @extend_schema(operation_id="add_evidence", request=EvidenceIn, responses={201: EvidenceOut})
    @once
    def post(self, request: Request, pk: int) -> Response:
        item = visible_item(request, pk)
        sent = EvidenceIn(data=request.data)
        sent.is_valid(raise_exception=True)
        values = sent.validated_data
        measure = values["measure"] and get_object_or_404(item.measures, pk=values["measure"])
        evidence = working.add_evidence(
            item,
            values["file"],
            part=values["part"],
            kind=values["kind"],
            measure=measure or None,
            actor=request.user,
        )
        return Response(dict(EvidenceOut(evidence).data), status=201)


class ClaimIn(serializers.Serializer):
    statement = Text(max_length=LONGEST_TEXT)


class ClaimOut(serializers.ModelSerializer):
    class Meta:
        model = Submission
        fields = ["id", "item", "number", "statement", "claimed_at", "outcome"]


class ItemClaim(APIView):
    """Report an item done as the inspected unit; its head then signs on the page."""

    @extend_schema(operation_id="claim_item", request=ClaimIn, responses={201: ClaimOut})
    @once
    def post(self, request: Request, pk: int) -> Response:
        item = visible_item(request, pk)
        sent = ClaimIn(data=request.data)
        sent.is_valid(raise_exception=True)
        claim = reviewing.claim_item(item, **sent.validated_data, actor=request.user)
        return Response(dict(ClaimOut(claim).data), status=201)


class ReportIn(serializers.Serializer):
    kind = serializers.ChoiceField(choices=ReportKind.choices)
    overview = Text(max_length=LONGEST_TEXT)
    effects = Text(max_length=LONGEST_TEXT)
    next_steps = Text(max_length=LONGEST_TEXT, required=False, default="", allow_blank=True)
    signed_copy = serializers.FileField(required=False, allow_null=True, default=None)


class ReportOut(serializers.ModelSerializer):
    organization = serializers.CharField(source="organization.name")

    class Meta:
        model = RectificationReport
        fields = [
            "id",
            "feedback",
            "organization",
            "kind",
            "number",
            "state",
            "overview",
            "effects",
            "next_steps",
            "submitted_at",
        ]


class Reports(interface.Listing):
    """Rectification reports in the reader's scope."""

    @extend_schema(
        operation_id="reports",
        parameters=conditions(ReportFilter),
        responses=ReportOut(many=True),
    )
    def get(self, request: Request) -> Response:
        rows = reports_for_list(request.user).order_by("pk")
        return self.paged(self.narrowed(ReportFilter, rows, request), ReportOut, request)


class FeedbackReports(APIView):
    """Send a rectification report in as the inspected unit."""

    parser_classes = [MultiPartParser, JSONParser]

    @extend_schema(operation_id="send_report", request=ReportIn, responses={201: ReportOut})
    @once
    def post(self, request: Request, pk: int) -> Response:
        feedback = get_object_or_404(Feedback.objects.visible_to(request.user), pk=pk)
        sent = ReportIn(data=request.data)
        sent.is_valid(raise_exception=True)
        report = reporting.send_report(feedback, **sent.validated_data, actor=request.user)
        return Response(dict(ReportOut(report).data), status=201)


class SuggestionOut(serializers.ModelSerializer):
    organization = serializers.CharField(source="organization.name")

    class Meta:
        model = Suggestion
        fields = [
            "id",
            "number",
            "title",
            "text",
            "organization",
            "round",
            "kind",
            "state",
            "reply_by",
        ]


class Suggestions(interface.Listing):
    """Issued suggestions in the reader's scope."""

    @extend_schema(
        operation_id="suggestions",
        parameters=conditions(SuggestionFilter),
        responses=SuggestionOut(many=True),
    )
    def get(self, request: Request) -> Response:
        rows = suggestions(request.user).select_related("organization").order_by("pk")
        return self.paged(self.narrowed(SuggestionFilter, rows, request), SuggestionOut, request)
