"""Error reports, in mail and on the debug page, without a word of a lead."""

from types import FrameType
from typing import Any

from django.http import HttpRequest  # noqa: TID251 - the base class names it in its signatures
from django.urls import reverse
from django.views.debug import SafeExceptionReporterFilter

HIDDEN = SafeExceptionReporterFilter.cleansed_substitute


class LeadReportFilter(SafeExceptionReporterFilter):
    """Django's filter, and for the pages of the leads nothing but names, even under ``DEBUG``."""

    def get_post_parameters(self, request: HttpRequest | None) -> Any:
        if request is not None and _is_of_leads(request):
            return dict.fromkeys(request.POST, HIDDEN)
        return super().get_post_parameters(request)

    def get_traceback_frame_variables(
        self, request: HttpRequest | None, tb_frame: FrameType
    ) -> Any:
        of_leads = request is not None and _is_of_leads(request)
        if of_leads or tb_frame.f_globals.get("__name__", "").startswith("leads."):
            return [(name, HIDDEN) for name in tb_frame.f_locals]
        return super().get_traceback_frame_variables(request, tb_frame)


def _is_of_leads(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("leads:list"))
