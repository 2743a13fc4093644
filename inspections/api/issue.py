"""Issues for other systems: read only, the same scope as the pages."""

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


class IssueRecordOut(serializers.ModelSerializer):
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
            "is_key_person",
            "is_key_matter",
            "is_key_issue",
            "fed_back_at",
            "version",
        ]


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
