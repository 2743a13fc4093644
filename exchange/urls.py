from django.urls import path

from exchange import views

app_name = "exchange"
urlpatterns = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/issue/", views.issue_token, name="issue_token"),
    path("tokens/<str:token_key>/withdraw/", views.withdraw_token, name="withdraw_token"),
]
