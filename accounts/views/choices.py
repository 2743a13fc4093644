"""Names to choose from, for whoever is typing one."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from accounts.models import Organization, User
from accounts.pickers import suggestions
from accounts.roles import OFFICE, Role
from accounts.scope import holds

# Who enters people anywhere; the tree of organisations is no secret to those who serve in it.
KNOWS_PEOPLE = OFFICE | {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}


@require_GET
def choices(request: HttpRequest, kind: str) -> JsonResponse:
    words = request.GET.get("q", "").replace("\x00", "").strip()
    found = suggestions(_rows(request, kind), words)
    return JsonResponse([{"value": label, "text": label} for label in found], safe=False)


def _rows(request: HttpRequest, kind: str) -> QuerySet:
    if kind == "organizations" and holds(request.user, *Role):
        return Organization.objects.all()
    if kind == "people" and holds(request.user, *KNOWS_PEOPLE):
        return User.objects.filter(is_active=True)
    raise Http404
