from django.contrib.auth.decorators import login_required
from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from exchange import api as exchange_api
from inspections.api import issue as issue_api
from inspections.api import plan as plan_api
from overview import api as overview_api
from rectification import api as rectification_api

app_name = "api"
docs = SpectacularSwaggerSplitView.as_view(
    url_name="api:schema", template_name="exchange/docs.html"
)
urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", login_required(docs), name="docs"),
    path("plans/", plan_api.Plans.as_view(), name="plans"),
    path("plans/<int:pk>/", plan_api.Plan.as_view(), name="plan"),
    path("rounds/", plan_api.Rounds.as_view(), name="rounds"),
    path("rounds/<int:pk>/", plan_api.RoundDetail.as_view(), name="round"),
    path(
        "rounds/<int:pk>/dashboard/",
        overview_api.RoundDashboard.as_view(),
        name="round_dashboard",
    ),
    path("assignments/", plan_api.Assignments.as_view(), name="assignments"),
    path("assignments/<int:pk>/", plan_api.AssignmentDetail.as_view(), name="assignment"),
    path("me/", exchange_api.Me.as_view(), name="me"),
    path("issues/", issue_api.Issues.as_view(), name="issues"),
    path("issues/<int:pk>/", issue_api.OneIssue.as_view(), name="issue"),
    path("items/", rectification_api.Items.as_view(), name="items"),
    path("items/<int:pk>/", rectification_api.Item.as_view(), name="item"),
    path(
        "items/<int:pk>/progress/", rectification_api.ItemProgress.as_view(), name="item_progress"
    ),
    path(
        "items/<int:pk>/evidence/",
        rectification_api.ItemEvidenceFiles.as_view(),
        name="item_evidence",
    ),
    path("items/<int:pk>/claim/", rectification_api.ItemClaim.as_view(), name="item_claim"),
    path("reports/", rectification_api.Reports.as_view(), name="reports"),
    path(
        "feedback/<int:pk>/reports/",
        rectification_api.FeedbackReports.as_view(),
        name="feedback_reports",
    ),
    path("suggestions/", rectification_api.Suggestions.as_view(), name="suggestions"),
]
