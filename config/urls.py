from django.urls import include, path
from django.views.i18n import set_language  # noqa: F401

urlpatterns = [
    path("accounts/", include("accounts.urls")),
    path("deadlines/", include("deadlines.urls")),
    path("documents/", include("documents.urls")),
    path("", include("inspections.urls")),
    path("rectification/", include("rectification.urls")),
    path("leads/", include("leads.urls")),
    path("", include("overview.urls")),
    path("exchange/", include("exchange.urls")),
    path("api/v1/", include("config.api_urls")),
]
handler400 = "config.errors.bad_request"
handler403 = "config.errors.refused"
handler404 = "config.errors.missing"
handler500 = "config.errors.broken"
