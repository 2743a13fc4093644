from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

READS = ("SELECT", "SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO", "SET LOCAL", "DECLARE", "FETCH", "CLOSE", "WITH", "EXPLAIN")  # fmt: skip


class ReadOnlyGetMiddleware:
    """GET never writes: whatever a view does, the database is not asked to change (2.11)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        with connection.execute_wrapper(_refuse_writes):
            return self.get_response(request)


def _refuse_writes(execute: Callable, sql: Any, params: Any, many: bool, context: Any) -> Any:
    text = sql if isinstance(sql, str) else sql.as_string(context["connection"].connection)
    if not text.lstrip().upper().startswith(READS):
        raise RuntimeError(f"A page that only reads tried to write: {text[:80]}")
    return execute(sql, params, many, context)
