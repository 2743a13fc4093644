from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from django.views.decorators.vary import vary_on_headers

from accounts.forms import PhraseForm
from accounts.models import Phrase


@require_GET
@vary_on_headers("Accept")
def phrases(request: HttpRequest) -> HttpResponse:
    """One's own phrases: a page to keep them, and the list that a text area asks for."""
    mine = Phrase.objects.visible_to(request.user)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"phrases": [phrase.text for phrase in mine]})
    return _page(request, PhraseForm(owner=request.user))


@require_POST
def add_phrase(request: HttpRequest) -> HttpResponse:
    form = PhraseForm(request.POST, owner=request.user)
    if not form.is_valid():
        return _page(request, form, status=422)
    form.save()
    messages.success(request, _("The phrase is kept."))
    return redirect("accounts:phrases")


@require_POST
def drop_phrase(request: HttpRequest, pk: int) -> HttpResponse:
    get_object_or_404(Phrase.objects.visible_to(request.user), pk=pk).delete()
    messages.success(request, _("The phrase was taken away."))
    return redirect("accounts:phrases")


def _page(request: HttpRequest, form: PhraseForm, status: int = 200) -> HttpResponse:
    context = {"mine": Phrase.objects.visible_to(request.user), "form": form}
    return render(request, "accounts/phrases.html", context, status=status)
