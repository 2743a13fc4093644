from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts import jobs
from accounts.filters import JobFilter
from accounts.listing import list_page
from accounts.models import Job
from accounts.tables import JobTable


def jobs_list(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        rows=Job.objects.visible_to(request.user).select_related("result"),
        table=JobTable,
        filters=JobFilter,
        title=_("My background work"),
    )


@require_GET
def job(request: HttpRequest, pk: int) -> HttpResponse:
    return render(request, "accounts/job.html", _context(request, pk))


@require_GET
def job_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of the page that changes while the job runs."""
    return render(request, "accounts/job_state.html", _context(request, pk))


@require_POST
def run_again(request: HttpRequest, pk: int) -> HttpResponse:
    own = get_object_or_404(Job.objects.visible_to(request.user), pk=pk)
    jobs.run_again(own, actor=request.user)
    return redirect("accounts:job", pk=own.pk)


def _context(request: HttpRequest, pk: int) -> dict[str, object]:
    own = get_object_or_404(Job.objects.visible_to(request.user).select_related("result"), pk=pk)
    return {
        "job": own,
        "title": jobs.title(own),
        "page": jobs.page(own),
        "may_run_again": jobs.may_run_again(request.user, own),
    }
