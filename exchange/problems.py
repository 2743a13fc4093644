"""Errors of the interface for other systems: one shape, with the rule's own sentence."""

from typing import Any

from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from accounts.verdicts import NotAllowed, StaleEdit


def answer(problem: Exception, context: dict[str, Any]) -> Response | None:
    """409 with the reason for a refusal; else what the framework says."""
    if not isinstance(problem, NotAllowed):
        return exception_handler(problem, context)
    set_rollback()
    body: dict[str, Any] = {"detail": str(problem.reason)}
    if isinstance(problem, StaleEdit):
        body["differences"] = [
            {"field": str(d.label), "yours": str(d.yours), "theirs": str(d.theirs)}
            for d in problem.differences
        ]
    return Response(body, status=409)
