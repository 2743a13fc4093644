from django.http import HttpRequest
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts import scope
from accounts.models import Duty


class DutyOut(serializers.ModelSerializer):
    organization = serializers.CharField(source="organization.name")

    class Meta:
        model = Duty
        fields = ["role", "organization", "valid_from", "valid_to"]


class MeOut(serializers.Serializer):
    username = serializers.CharField()
    full_name = serializers.CharField()
    duties = DutyOut(many=True)


class Me(APIView):
    """Whose key this is, and the duties it carries now."""

    @extend_schema(operation_id="me", responses=MeOut)
    def get(self, request: HttpRequest) -> Response:
        duties = scope.duties(request.user).select_related("organization").order_by("pk")
        me = {
            "username": request.user.username,
            "full_name": request.user.full_name,
            "duties": duties,
        }
        return Response(MeOut(me).data)
