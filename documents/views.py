from collections.abc import Mapping
from io import BytesIO

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.listing import list_page
from accounts.verdicts import NotAllowed
from documents import rules, selectors, services
from documents.filters import DocumentFilter
from documents.forms import SeriesForm, VerifyForm
from documents.models import IssuedDocument
from documents.tables import DocumentTable


def documents(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        rows=selectors.documents_for_list(request.user),
        table=DocumentTable,
        filters=DocumentFilter,
        title=_("Documents"),
        template="documents/documents.html",
        empty_title=_("No document yet"),
        empty_text=_("Documents appear here when they are issued in a round you take part in."),
        names_series=selectors.names_series(request.user),
    )


@require_GET
def document(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "documents/document.html", _context(request, pk))


@require_GET
def document_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while the document is being set."""
    return render(request, "documents/document_state.html", _context(request, pk))


@require_POST
def download(request: HttpRequest, pk: int) -> FileResponse:
    issued = _visible(request, pk)
    content = services.take_out(issued, actor=request.user)
    response = FileResponse(BytesIO(content), as_attachment=True, filename=f"{issued}.pdf")
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@require_POST
def order_copy(request: HttpRequest, pk: int) -> HttpResponse:
    job = services.order_copy(_visible(request, pk), actor=request.user)
    return redirect(job)


@require_POST
def set_again(request: HttpRequest, pk: int) -> HttpResponse:
    issued = _visible(request, pk)
    services.set_again(issued, actor=request.user)
    return redirect(issued)


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Whether such a document was issued: number, kind and day, and nothing of its content."""
    form = VerifyForm(_asked(request), request.FILES or None)
    answered = form.is_bound and form.is_valid()
    found = selectors.issued_under(form.sought()) if answered else None
    context = {"form": form, "answered": answered, "found": found}
    status = 422 if form.is_bound and not answered else 200
    return render(request, "documents/verify.html", context, status=status)


@require_GET
def series(request: HttpRequest) -> HttpResponse:
    listed = selectors.series_of(request.user)
    if not listed:
        raise Http404
    return render(request, "documents/series.html", {"listed": listed})


@require_http_methods(["GET", "POST"])
def name_series(request: HttpRequest, body: int, code: str) -> HttpResponse:
    listed = selectors.series_of(request.user)
    chosen = next((one for one in listed if (one.body.pk, one.code) == (body, code)), None)
    if chosen is None:
        raise Http404
    posted = request.POST if request.method == "POST" else None
    form = SeriesForm(posted, initial={"word": chosen.word})
    if request.method == "POST" and form.is_valid() and _named(request, form, chosen):
        return redirect("documents:series")
    context = {"form": form, "series": chosen}
    return render(
        request, "documents/name_series.html", context, status=422 if form.is_bound else 200
    )


def _asked(request: HttpRequest) -> Mapping[str, str] | None:
    """What was sent, or the code in the address that a link or a scanned sign brought."""
    if request.method == "POST":
        return request.POST
    return {"written": request.GET["code"]} if "code" in request.GET else None


def _named(request: HttpRequest, form: SeriesForm, chosen: selectors.Series) -> bool:
    word = form.cleaned_data["word"]
    try:
        services.name_series(chosen.body, chosen.code, word=word, actor=request.user)
    except NotAllowed as refusal:
        form.add_error("word", str(refusal.reason))
        return False
    messages.success(request, _("Numbers to come begin with %(word)s.") % {"word": word})
    return True


def _visible(request: HttpRequest, pk: int) -> IssuedDocument:
    return get_object_or_404(selectors.documents_for_list(request.user), pk=pk)


def _context(request: HttpRequest, pk: int) -> dict[str, object]:
    issued = _visible(request, pk)
    return {
        "document": issued,
        "may_download": rules.may_download(request.user, issued),
        "may_set_again": rules.may_set_again(request.user, issued),
        "steps": selectors.way_of(issued),
    }
