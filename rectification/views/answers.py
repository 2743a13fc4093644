"""How a posted form ends: back to the row, or the same page with what was typed and why not."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts.verdicts import NotAllowed, StaleEdit

Page = Callable[..., HttpResponse]


def finish(
    request: HttpRequest,
    row: Any,
    form: Form,
    *,
    name: str,
    deed: Callable[[dict[str, Any]], object],
    page: Page,
    done: Any,
    to: str = "",
) -> HttpResponse:
    """Do the deed of a valid form; an invalid or refused one is shown again as it was typed."""
    if form.is_valid():
        try:
            with transaction.atomic():
                deed(form.cleaned_data)
        except StaleEdit:
            raise
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(request, done)
            return redirect(to or row)
    return page(request, row, status=422, **{name: form})


def told(request: HttpRequest, row: Any, done: Any) -> HttpResponse:
    """Back to the row after a deed without a form."""
    messages.success(request, done)
    return redirect(row)


def posted(request: HttpRequest) -> bool:
    """Whether a form was sent, were it empty."""
    return request.method == "POST"
