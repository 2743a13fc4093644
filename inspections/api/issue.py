"""Issues for other systems: read only, the same scope as the pages."""

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.interface import Listing, conditions
from inspections.filters.issue import IssueFilter
from inspections.models import Issue
from inspections.selectors.issue import issues_for_list

MARKS = ("is_key_person", "is_key_matter", "is_key_issue")


class IssueRecordOut(serializers.ModelSerializer):
    """One issue; its marks are null for a key of the inspected side."""

    is_key_person = serializers.BooleanField(allow_null=True)
    is_key_matter = serializers.BooleanField(allow_null=True)
    is_key_issue = serializers.BooleanField(allow_null=True)
    organization = serializers.CharField(source="organization.name")
    focus = serializers.CharField(source="focus_item.name", default="")
    aspect = serializers.CharField(source="aspect.title", default="")
    feedback = serializers.IntegerField(source="feedback_id", allow_null=True)

    class Meta:
        model = Issue
        fields = [
            "id",
            "number",
            "title",
            "text",
            "organization",
            "origin",
            "state",
            "focus",
            "feedback",
            "aspect",
            *MARKS,
            "fed_back_at",
            "version",
        ]

    def to_representation(self, instance: Issue) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(instance)
        if not instance.shows_marks:  # type: ignore[attr-defined]
            shown |= dict.fromkeys(MARKS)
        return shown


class Issues(Listing):
    """The issues the key's owner may see; the conditions are those of the page."""

    @extend_schema(
        operation_id="issues",
        parameters=conditions(IssueFilter),
        responses=IssueRecordOut(many=True),
    )
    def get(self, request: Request) -> Response:
        rows = issues_for_list(request.user).select_related("aspect").order_by("pk")
        return self.paged(self.narrowed(IssueFilter, rows, request), IssueRecordOut, request)


class OneIssue(APIView):
    """One issue, in the words in which it was or will be fed back."""

    @extend_schema(operation_id="issue", responses=IssueRecordOut)
    def get(self, request: Request, pk: int) -> Response:
        issue = issues_for_list(request.user).select_related("aspect").filter(pk=pk).first()
        if issue is None:
            raise Http404
        return Response(IssueRecordOut(issue).data)
