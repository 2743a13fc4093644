from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import files, notices
from accounts.filters import NoticeFilter
from accounts.listing import chosen_rows, list_page
from accounts.models import Notice
from accounts.tables import NoticeTable


def inbox(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        rows=Notice.objects.visible_to(request.user),
        table=NoticeTable,
        filters=NoticeFilter,
        title=_("Notices"),
        template="accounts/inbox.html",
    )


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    notice = get_object_or_404(Notice.objects.visible_to(request.user), pk=pk)
    notices.mark_read(request.user, Notice.objects.filter(pk=notice.pk))
    return redirect(notice.url)


@require_POST
def read_chosen(request: HttpRequest) -> HttpResponse:
    chosen = chosen_rows(
        request, rows=Notice.objects.visible_to(request.user), filters=NoticeFilter
    )
    notices.mark_read(request.user, chosen)
    return redirect("accounts:inbox")


@require_GET
def download(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out a file as an attachment, never shown in our own origin (security.md D3)."""
    file = get_object_or_404(files.visible_to(request.user), pk=pk)
    request.taken = file
    response = FileResponse(
        file.content.open("rb"), as_attachment=True, filename=file.original_name
    )
    response.headers["Content-Type"] = file.content_type
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
