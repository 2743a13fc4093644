from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import steps
from accounts.listing import list_page, only_for, tabs
from accounts.models import Organization
from accounts.roles import LEADING, OFFICE, REVIEWERS, UNIT, Role
from accounts.scope import holds, organizations
from deadlines.lights import light_for, with_extensions
from rectification import forms
from rectification.filters import SuggestionFilter
from rectification.models import Suggestion
from rectification.rules import suggestion as rules
from rectification.services import suggestion as suggesting
from rectification.tables import SuggestionTable
from rectification.views.answers import finish, posted, told


def visible(request: HttpRequest):
    return Suggestion.objects.visible_to(request.user).select_related(
        "organization", "body", "clock__rule", "round"
    )


def working_on(request: HttpRequest, pk: int) -> Suggestion:
    return get_object_or_404(visible(request), pk=pk)


@require_http_methods(["GET", "POST"])
def suggestion_list(request: HttpRequest) -> HttpResponse:
    only_for(request, *LEADING, *OFFICE, *REVIEWERS, *UNIT, Role.DEPARTMENT_LIAISON)
    rows = visible(request)
    views = {
        "": (_("All suggestions"), rows),
        "open": (_("Not closed"), rows.open()),
        "waiting": (_("Waiting for me"), rows.waiting_for(request.user)),
    }
    return list_page(
        request,
        rows=with_extensions(rows),
        table=SuggestionTable,
        filters=SuggestionFilter,
        title=_("Suggestion ledger"),
        template="rectification/suggestions.html",
        views=tabs(views, request.GET.get("view", "")),
        may_add=holds(request.user, *OFFICE),
        empty_title=_("No suggestion yet"),
        empty_text=_("A suggestion appears here once the office has issued it."),
    )


@require_GET
def suggestion_detail(request: HttpRequest, pk: int) -> HttpResponse:
    return suggestion_page(request, working_on(request, pk))


def suggestion_page(
    request: HttpRequest, suggestion: Suggestion, *, status: int = 200, **bound
) -> HttpResponse:
    user = request.user
    context = {
        "suggestion": suggestion,
        "title": suggestion.title,
        "light": light_for(suggestion.clock) if suggestion.clock else None,
        "replies": suggestion.replies.select_related("replied_by", "judged_by", "file"),
        "may": {
            "edit": rules.may_edit_suggestion(user, suggestion),
            "receive": rules.may_receive_suggestion(user, suggestion),
            "reply": rules.may_reply(user, suggestion),
            "judge": rules.may_judge_reply(user, suggestion),
        },
        "forms": {
            "reply": forms.ReplyForm(),
            "judge": forms.OpinionForm(auto_id="judge_%s"),
        }
        | bound,
    }
    return render(request, "rectification/suggestion_detail.html", context, status=status)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new suggestion of the body whose office the writer works in."""
    body = Organization.objects.filter(pk__in=organizations(request.user, *OFFICE)).first()
    if body is None:
        raise Http404
    form = forms.SuggestionForm(request.POST if posted(request) else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = suggesting.draft_suggestion(body, **form.columns(), actor=request.user)
        return told(request, made, _("The suggestion was drafted; it is not issued yet."))
    context = {"title": _("New suggestion"), "form": form, "suggestion": None}
    return render(
        request, "rectification/suggestion_form.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = working_on(request, pk)
    names = ("organization", "kind", "round", "title", "text", "reply_by")
    initial = {name: getattr(suggestion, name) for name in names}
    form = forms.SuggestionForm(
        request.POST if posted(request) else None, user=request.user, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        suggesting.edit_suggestion(
            suggestion,
            version=steps.posted_version(request),
            **form.columns(),
            actor=request.user,
        )
        return told(request, suggestion, _("The suggestion was saved."))
    context = {
        "title": suggestion.title,
        "form": form,
        "suggestion": suggestion,
        "verdict": rules.may_edit_suggestion(request.user, suggestion),
    }
    return render(
        request, "rectification/suggestion_form.html", context, status=422 if form.errors else 200
    )


@require_POST
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = working_on(request, pk)
    suggesting.issue_suggestion(suggestion, actor=request.user)
    return told(request, suggestion, _("The suggestion was issued."))


@require_POST
def receive(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = working_on(request, pk)
    suggesting.receive_suggestion(suggestion, actor=request.user)
    return told(request, suggestion, _("The suggestion was signed for."))


@require_POST
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = working_on(request, pk)

    def answer(sent: dict) -> None:
        upload = sent.pop("file")
        suggesting.reply_to_suggestion(suggestion, **sent, upload=upload, actor=request.user)

    return finish(
        request,
        suggestion,
        forms.ReplyForm(request.POST, request.FILES),
        name="reply",
        deed=answer,
        page=suggestion_page,
        done=_("The answer was sent."),
    )


@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = working_on(request, pk)
    form = forms.OpinionForm(request.POST, auto_id="judge_%s")
    return finish(
        request,
        suggestion,
        form,
        name="judge",
        deed=lambda sent: suggesting.judge_reply(
            suggestion, accepted=form.passed, opinion=sent["opinion"], actor=request.user
        ),
        page=suggestion_page,
        done=_("The answer was judged."),
    )
