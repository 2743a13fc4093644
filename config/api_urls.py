from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

from exchange import api as exchange_api

app_name = "api"
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(url_name="api:schema"), name="docs"),
    path("me/", exchange_api.Me.as_view(), name="me"),
]
