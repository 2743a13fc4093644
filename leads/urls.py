from django.urls import path

from leads.views import door, intake, lists, steps

app_name = "leads"
urlpatterns = [
    path("", lists.ledger, name="list"),
    path("register/", intake.register, name="register"),
    path("registered/", intake.registered, name="registered"),
    path("openings/", lists.openings, name="openings"),
    path("statistics/", lists.statistics, name="statistics"),
    path("statistics/enter/", lists.enter, name="figures_enter"),
    path("statistics/<int:pk>/", lists.correct, name="figures_correct"),
    path("<int:pk>/", door.door, name="door"),
    path("<int:pk>/open/", door.open_, name="open"),
    path("<int:pk>/opened/", door.opened, name="opened"),
    path("<int:pk>/shut/", door.shut, name="shut"),
    path("<int:pk>/files/<int:number>/", door.attachment, name="attachment"),
    path("<int:pk>/amend/", intake.amend, name="amend"),
    path("<int:pk>/receipt/", steps.receipt, name="receipt"),
    *(
        path(f"<int:pk>/{deed.replace('_', '-')}/", steps.step, {"deed": deed}, name=deed)
        for deed in steps.STEPS
    ),
]
