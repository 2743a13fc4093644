"""The two shapes most pages of this app have: a form that does one deed, and a deed by button."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.verdicts import NotAllowed, StaleEdit


def bound(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: what was posted, be it nothing, or ``None`` while it is only shown."""
    return request.POST if request.method == "POST" else None


def form_page(
    request: HttpRequest,
    form: forms.Form,
    *,
    do: Callable[[dict[str, Any]], Any],
    title: str,
    label: str,
    back: Any,
    parent: str = "",
    done: str = "",
    to: Callable[[Any], Any] | None = None,
    template: str = "inspections/form.html",
    **context: Any,
) -> HttpResponse:
    """Show ``form``; when it is sent and clean, do the deed and go on.

    ``do`` gets the clean values (``form.values()`` where the form has that); a refusal comes back
    into the form with its sentence, and what was typed stays. ``to`` says where to go with what
    the deed made, ``back`` otherwise; ``parent`` names ``back`` where it is no row. A stale edit is left to its own page.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = do(form.values() if hasattr(form, "values") else form.cleaned_data)
        except StaleEdit:
            raise
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            if done:
                messages.success(request, done)
            return redirect(to(made) if to else back)
    page = {
        "form": form,
        "title": title,
        "label": label,
        "back": _address(back),
        "parent": parent or str(back),
    }
    return render(request, template, page | context, status=422 if form.errors else 200)


def _address(back: Any) -> str:
    return back.get_absolute_url() if hasattr(back, "get_absolute_url") else back
