from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import drafts
from accounts.views.session import next_url

# Keys of the form itself, and files, which a browser does not give back.
OWN_KEYS = {"csrfmiddlewaretoken", "_once", "next"}


@require_POST
def keep_draft(request: HttpRequest) -> HttpResponse:
    """Keep what is typed in the form at ``next``; says when."""
    fields = {name: values for name, values in request.POST.lists() if name not in OWN_KEYS}
    draft = drafts.keep(request.user, next_url(request), fields)
    return JsonResponse({"at": f"{timezone.localtime(draft.saved_at):%H:%M}"})


@require_POST
def drop_draft(request: HttpRequest) -> HttpResponse:
    """Forget it, and show the form as it was saved."""
    path = next_url(request)
    drafts.drop(request.user, path)
    return redirect(path)
