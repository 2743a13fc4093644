from django.urls import path

from overview import views

app_name = "overview"
urlpatterns = [
    path("", views.home, name="home"),
    path("dashboard/", views.latest_dashboard, name="dashboard"),
    path("dashboard/<int:pk>/", views.round_dashboard, name="round_dashboard"),
    path("dashboard/<int:pk>/targets/", views.target_list, name="targets"),
    path("dashboard/<int:pk>/wall/", views.wall, name="wall"),
    path("dashboard/<int:pk>/screen/", views.round_screen, name="round_screen"),
    path("screen/", views.latest_screen, name="screen"),
    path("search/", views.find, name="search"),
]
