import re
import time
from collections.abc import Callable
from datetime import timedelta

from django.core.exceptions import BadRequest
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import drafts
from accounts.models import SubmissionKey

# What {% once %} writes, and the tests' own; cut short, two keys could pass for one.
OURS = re.compile(r"[A-Za-z0-9_-]{1,100}")
WAIT_SECONDS = 5.0
ABANDONED = timedelta(minutes=10)


class OnceMiddleware:
    """Do what a form asks once, however often it is sent.

    A page's form carries ``_once``. The first request does the deed and leaves its answer; a second
    one with the same key gets that answer. A refused or failed request leaves nothing, so that it
    can be corrected and sent again. The interface for other systems, whose keys are read later than
    here, has ``accounts.interface.once``.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = self._key(request)
        if not key or not request.user.is_authenticated:
            return self.get_response(request)
        mine = self._claim(key, request)
        if mine is None:
            return self._repeat(key, request)
        return self._first(mine, request)

    @staticmethod
    def _key(request: HttpRequest) -> str:
        if request.method in {"GET", "HEAD", "OPTIONS"} or request.path.startswith("/api/"):
            return ""
        key: str = request.POST.get("_once", "")
        if key and not OURS.fullmatch(key):
            raise BadRequest("A form's key that no form of ours carries.")
        return key

    @staticmethod
    def _claim(key: str, request: HttpRequest) -> SubmissionKey | None:
        row = SubmissionKey(key=key, user=request.user, path=request.path[:255])
        abandoned = timezone.now() - ABANDONED
        SubmissionKey.objects.filter(
            key=key, user=request.user, path=row.path, status=None, created_at__lt=abandoned
        ).delete()
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:
            return None
        return row

    def _first(self, mine: SubmissionKey, request: HttpRequest) -> HttpResponse:
        try:
            response = self.get_response(request)
        except BaseException:
            mine.delete()
            raise
        if response.status_code >= 400 or (response.status_code == 200 and not _is_json(response)):
            mine.delete()
            return response
        mine.status = response.status_code
        mine.location = response.headers.get("Location", "")[:500]
        if _is_json(response):
            mine.answer = response.content.decode()
        mine.save(update_fields=["status", "location", "answer"])
        drafts.drop(request.user, request.path)
        return response

    @staticmethod
    def _repeat(key: str, request: HttpRequest) -> HttpResponse:
        found = SubmissionKey.objects.filter(key=key, user=request.user, path=request.path[:255])
        deadline = time.monotonic() + WAIT_SECONDS
        while (first := found.first()) is not None and first.status is None:
            if time.monotonic() > deadline:
                break
            time.sleep(0.1)
        if first is None or first.status is None:
            reason = _("This was sent a moment ago and is still being saved. Please wait.")
            return render(request, "409.html", {"reason": reason}, status=409)
        if first.answer is not None:
            return HttpResponse(first.answer, status=first.status, content_type="application/json")
        return HttpResponseRedirect(first.location or request.path)


def _is_json(response: HttpResponse) -> bool:
    return isinstance(response, JsonResponse) or response.headers.get(
        "Content-Type", ""
    ).startswith("application/json")
