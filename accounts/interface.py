"""What the operations of the interface for other systems share: pages, conditions, texts, once."""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any, cast

import django_filters
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import SubmissionKey, User
from accounts.paging import FarPaginator
from accounts.pickers import PickFilter, RowFilter

LONGEST_KEY = 100
KEY = OpenApiParameter(
    "Idempotency-Key",
    {"type": "string", "maxLength": LONGEST_KEY},
    OpenApiParameter.HEADER,
    description="A name of your own for this request. Sent again with it, nothing is done twice "
    "and the first answer is given again; with another content it is refused (422).",
)

Handler = Callable[..., Response]


def once(handler: Handler) -> Handler:
    """Do what an operation asks once, however often it is sent with one ``Idempotency-Key``.

    The key is kept by the transaction of the deed itself: a second request at the same moment waits
    for the first one to end, and a refused request leaves nothing and can be sent again.
    """

    @extend_schema(parameters=[KEY])
    @wraps(handler)
    def run(view: APIView, request: Request, *args: Any, **kwargs: Any) -> Response:
        key = request.headers.get("Idempotency-Key", "")
        if not key:
            return handler(view, request, *args, **kwargs)
        if len(key) > LONGEST_KEY:
            reason = _("Not longer than %(most)d characters, please.") % {"most": LONGEST_KEY}
            raise serializers.ValidationError({"Idempotency-Key": [reason]})
        with transaction.atomic():
            row = SubmissionKey(
                key=key,
                user=cast(User, request.user),
                path=request.path[:255],
                digest=_digest(request.data),
            )
            if not _claimed(row):
                return _first_answer(row)
            answer = handler(view, request, *args, **kwargs)
            row.status, row.answer = answer.status_code, answer.data
            row.save(update_fields=["status", "answer"])
            return answer

    return run


def _claimed(row: SubmissionKey) -> bool:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _first_answer(row: SubmissionKey) -> Response:
    """The first answer again; another content under the same key is a mistake of the program."""
    first = SubmissionKey.objects.get(key=row.key, user_id=row.user_id, path=row.path)
    if first.digest != row.digest:
        reason = _("This key was used for another request. Take a new key for each deed.")
        return Response({"detail": reason}, status=422)
    return Response(first.answer, status=first.status)


def _digest(content: Any) -> str:
    """Of what was sent, files included, whatever the order of its fields."""
    if isinstance(content, MultiValueDict):
        content = {name: [_told(value) for value in content.getlist(name)] for name in content}
    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _told(value: Any) -> list[str]:
    if not isinstance(value, UploadedFile):
        return ["text", value]
    content = sha256()
    for chunk in value.chunks():
        content.update(chunk)
    value.seek(0)
    return ["file", value.name or "", content.hexdigest()]


class Pages(PageNumberPagination):
    """Fifty rows a page unless asked otherwise, two hundred at most."""

    django_paginator_class = FarPaginator
    page_size = 50
    page_size_query_param = "per_page"
    page_size_query_description = "Rows a page; more than 200 gives 200."
    max_page_size = 200


class Listing(APIView):
    """A list in pages, under the same conditions as the page of the same rows."""

    pagination_class = Pages

    def narrowed(
        self, filters: type[django_filters.FilterSet], rows: QuerySet, request: Request
    ) -> QuerySet:
        """The rows that meet the address; a condition that cannot be met as written is refused."""
        found = filters(request.query_params, queryset=rows, request=request)
        if not found.is_valid():
            raise serializers.ValidationError(found.errors)
        return found.qs

    def paged(
        self,
        rows: QuerySet,
        out: type[serializers.BaseSerializer],
        request: Request,
        **context: Any,
    ) -> Response:
        pages = self.pagination_class()
        page: Any = pages.paginate_queryset(rows, request, view=self)
        return pages.get_paginated_response(out(page, many=True, context=context).data)


TYPES: dict[type, Any] = {
    django_filters.NumberFilter: OpenApiTypes.INT,
    django_filters.ModelChoiceFilter: OpenApiTypes.INT,
    PickFilter: OpenApiTypes.INT,
    RowFilter: OpenApiTypes.INT,
    django_filters.DateFilter: OpenApiTypes.DATE,
}


def conditions(filters: type[django_filters.FilterSet]) -> list[OpenApiParameter]:
    """The conditions of a list as its description names them."""
    return [_condition(name, each) for name, each in filters.base_filters.items()]


def _condition(name: str, each: django_filters.Filter) -> OpenApiParameter:
    choices = each.extra.get("choices")
    return OpenApiParameter(
        name,
        TYPES.get(type(each), OpenApiTypes.STR),
        enum=[value for value, _label in choices] if choices else None,
    )


class Text(serializers.CharField):
    """Words, and nothing that merely could be written as words."""

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return str(super().to_internal_value(data))
