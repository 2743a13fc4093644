"""Errors of the interface for other systems: one shape, with the rule's own sentence."""

from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from accounts.verdicts import NotAllowed, StaleEdit


class ProblemOut(serializers.Serializer):
    detail = serializers.CharField(help_text="What is wrong, as a sentence for people.")


class InvalidOut(ProblemOut):
    fields = serializers.DictField(  # type: ignore[assignment]
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="Sentences for each value that cannot be taken, by its name.",
    )


class DifferenceOut(serializers.Serializer):
    field = serializers.CharField()
    yours = serializers.CharField()
    theirs = serializers.CharField()


class RefusalOut(ProblemOut):
    differences = DifferenceOut(
        many=True, required=False, help_text="What somebody else changed in the meantime."
    )


def answer(problem: Exception, context: dict[str, Any]) -> Response | None:
    """Every error has a ``detail``; what was refused by a rule is 409 with the rule's sentence."""
    if isinstance(problem, NotAllowed):
        return _refusal(problem)
    if isinstance(problem, SuspiciousOperation):
        return _unreadable(problem)
    found: Response | None = exception_handler(problem, context)
    if found is not None and isinstance(problem, ValidationError):
        found.data = {"detail": _("Some values cannot be taken."), "fields": _by_name(found.data)}
    return found


def _refusal(problem: NotAllowed) -> Response:
    set_rollback()
    body: dict[str, Any] = {"detail": str(problem.reason)}
    if isinstance(problem, StaleEdit):
        body["differences"] = [
            {"field": str(d.label), "yours": str(d.yours), "theirs": str(d.theirs)}
            for d in problem.differences
        ]
    return Response(body, status=409)


def _unreadable(problem: SuspiciousOperation) -> Response:
    set_rollback()
    if isinstance(problem, RequestDataTooBig):
        return Response({"detail": _("This request is too large.")}, status=413)
    return Response({"detail": _("This request cannot be read.")}, status=400)


def _by_name(problems: Any) -> dict[str, Any]:
    return problems if isinstance(problems, dict) else {"non_field_errors": problems}
