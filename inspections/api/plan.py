"""Plans, rounds and assignments as other systems read them: the pages' own selectors."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.interface import Listing
from inspections.models import Assignment, InspectionPlan, Round
from inspections.rules.assignment import is_of_unit
from inspections.rules.balance import balance, rounds_with_counts
from inspections.selectors import plan as plan_selectors
from inspections.selectors import round as round_selectors


class PlanOut(serializers.ModelSerializer):
    term = serializers.CharField(source="term.name")
    body = serializers.CharField(source="body.name")
    target_count = serializers.IntegerField()

    class Meta:
        model = InspectionPlan
        fields = [
            "id", "title", "body", "term", "first_year", "last_year", "edition", "state",
            "rounds_per_year", "targets_per_round", "tolerance_percent", "target_count",
            "issue_number", "issued_at",
        ]  # fmt: skip


class BalanceOut(serializers.Serializer):
    coverage_class = serializers.CharField()
    category = serializers.CharField()
    expected = serializers.IntegerField()
    listed = serializers.IntegerField()


class PlannedRoundOut(serializers.Serializer):
    number = serializers.IntegerField()
    year = serializers.IntegerField()
    target_count = serializers.IntegerField(source="count")


class PlanDetailOut(PlanOut):
    balance = serializers.SerializerMethodField()
    rounds = serializers.SerializerMethodField()

    class Meta(PlanOut.Meta):
        fields = [*PlanOut.Meta.fields, "balance", "rounds"]

    @extend_schema_field(BalanceOut(many=True))
    def get_balance(self, plan: InspectionPlan) -> list:
        return list(BalanceOut(balance(plan), many=True).data)

    @extend_schema_field(PlannedRoundOut(many=True))
    def get_rounds(self, plan: InspectionPlan) -> list:
        return list(PlannedRoundOut(rounds_with_counts(plan), many=True).data)


class RoundOut(serializers.ModelSerializer):
    term = serializers.CharField(source="term.name")
    body = serializers.CharField(source="body.name")
    target_count = serializers.IntegerField()
    team_count = serializers.IntegerField()

    class Meta:
        model = Round
        fields = [
            "id", "name", "body", "term", "number", "kind", "state", "targets_per_team",
            "station_from", "station_to", "target_count", "team_count", "plan",
        ]  # fmt: skip


class AssignmentOut(serializers.ModelSerializer):
    """Who inspects whom; the unit reads the state in its own words' terms."""

    round = serializers.CharField(source="round.name")
    round_id = serializers.IntegerField()
    team = serializers.CharField(source="team.name")
    organization = serializers.CharField(source="organization.name")
    organization_code = serializers.CharField(source="organization.code")
    state = serializers.SerializerMethodField()

    class Meta:
        model = Assignment
        fields = [
            "id", "round", "round_id", "team", "organization", "organization_code", "kind",
            "state", "entered_on", "withdrawn_on",
        ]  # fmt: skip

    def get_state(self, assignment: Assignment) -> str:
        return assignment.state_for_unit if self.context["for_unit"] else assignment.state


class Plans(Listing):
    """The plans that the key's owner may see."""

    @extend_schema(operation_id="plans", responses=PlanOut(many=True))
    def get(self, request: Request) -> Response:
        return self.paged(plan_selectors.plans_for_list(request.user), PlanOut, request)


class Plan(APIView):
    """One plan with the balance of its targets and its planned rounds."""

    @extend_schema(operation_id="plan", responses=PlanDetailOut)
    def get(self, request: Request, pk: int) -> Response:
        plan = get_object_or_404(plan_selectors.plans_for_list(request.user), pk=pk)
        return Response(PlanDetailOut(plan).data)


class Rounds(Listing):
    """The rounds that the key's owner may see."""

    @extend_schema(operation_id="rounds", responses=RoundOut(many=True))
    def get(self, request: Request) -> Response:
        return self.paged(round_selectors.rounds_for_list(request.user), RoundOut, request)


class RoundDetail(APIView):
    """One round."""

    @extend_schema(operation_id="round", responses=RoundOut)
    def get(self, request: Request, pk: int) -> Response:
        round_ = get_object_or_404(round_selectors.rounds_for_list(request.user), pk=pk)
        return Response(RoundOut(round_).data)


class Assignments(Listing):
    """The assignments that the key's owner may see; an inspected unit its own, once notified."""

    @extend_schema(operation_id="assignments", responses=AssignmentOut(many=True))
    def get(self, request: Request) -> Response:
        rows = round_selectors.assignments_for_list(request.user)
        for_unit = round_selectors.is_of_unit(request.user)
        return self.paged(rows, AssignmentOut, request, for_unit=for_unit)


class AssignmentDetail(APIView):
    """One assignment."""

    @extend_schema(operation_id="assignment", responses=AssignmentOut)
    def get(self, request: Request, pk: int) -> Response:
        assignment = get_object_or_404(round_selectors.assignments_for_list(request.user), pk=pk)
        for_unit = is_of_unit(request.user, assignment)
        return Response(AssignmentOut(assignment, context={"for_unit": for_unit}).data)
