from django.urls import path

from overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("dashboard/", views.latest_dashboard, name="dashboard"),
    path("dashboard/<int:pk>/", views.round_dashboard, name="round_dashboard"),
    path("search/", views.find, name="search"),
]
