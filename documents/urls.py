from django.urls import URLPattern, path

from documents import views

app_name = "documents"
urlpatterns: list[URLPattern] = [
    path("", views.documents, name="documents"),
    path("verify/", views.verify, name="verify"),
    path("series/", views.series, name="series"),
    path("series/<int:body>/<slug:code>/", views.name_series, name="name_series"),
    path("<int:pk>/", views.document, name="document"),
    path("<int:pk>/state/", views.document_state, name="document_state"),
    path("<int:pk>/download/", views.download, name="download"),
    path("<int:pk>/copy/", views.order_copy, name="order_copy"),
    path("<int:pk>/again/", views.set_again, name="set_again"),
]
