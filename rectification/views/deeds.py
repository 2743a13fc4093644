"""What the reviewing parties and the office decide of an item."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import steps
from rectification import forms
from rectification.services import closing
from rectification.services import extension as extending
from rectification.services import review as reviewing
from rectification.views.answers import finish, told
from rectification.views.item import item_page, working_on
from rectification.views.parties import known_party


@require_POST
def review(request: HttpRequest, pk: int, party: str) -> HttpResponse:
    item = working_on(request, pk)
    asked = known_party(party)
    form = forms.ItemOpinionForm(request.POST, prefix=asked)
    return finish(
        request,
        item,
        form,
        name="review",
        deed=lambda sent: reviewing.review_item(
            item,
            asked,
            passed=form.passed,
            opinion=sent["opinion"],
            part=sent["part"],
            actor=request.user,
        ),
        page=item_page,
        done=_("The opinion was given."),
    )


@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.ClosureForm(request.POST, auto_id="close_%s"),
        name="close",
        deed=lambda sent: closing.close_item(item, **sent, actor=request.user),
        page=item_page,
        done=_("The item is closed; its record is being set."),
    )


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.ReopenForm(request.POST, auto_id="reopen_%s"),
        name="reopen",
        deed=lambda sent: closing.reopen_item(item, **sent, actor=request.user),
        page=item_page,
        done=_("The item was reopened."),
    )


@require_POST
def long_term(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.MilestoneForm(request.POST, auto_id="stage_%s"),
        name="long_term",
        deed=lambda sent: closing.make_long_term(
            item, milestones=[(sent["name"], sent["due_on"])], actor=request.user
        ),
        page=item_page,
        done=_("The item runs by its milestones now."),
    )


@require_POST
def basically_done(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    closing.mark_basically_done(
        item,
        is_basically_done=request.POST.get("mark") == "yes",
        version=steps.posted_version(request),
        actor=request.user,
    )
    return told(request, item, _("The mark was changed."))


@require_POST
def list_(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.ListingForm(request.POST, item=item, auto_id="listing_%s"),
        name="listing",
        deed=lambda sent: closing.list_item(item, **sent, actor=request.user),
        page=item_page,
        done=_("The item is under listed supervision."),
    )


@require_POST
def unlist(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    closing.unlist_item(item, actor=request.user)
    return told(request, item, _("The listing was lifted."))


@require_POST
def route(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    version = steps.posted_version(request)
    return finish(
        request,
        item,
        forms.RoutingForm(request.POST, auto_id="route_%s"),
        name="route",
        deed=lambda sent: closing.route_item(item, **sent, version=version, actor=request.user),
        page=item_page,
        done=_("The reviewing parties were set."),
    )


@require_POST
def committee(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    closing.set_by_committee(
        item,
        from_committee=request.POST.get("mark") == "yes",
        version=steps.posted_version(request),
        actor=request.user,
    )
    return told(request, item, _("The mark was changed."))


@require_POST
def decide_extension(request: HttpRequest, pk: int) -> HttpResponse:
    item = working_on(request, pk)
    return finish(
        request,
        item,
        forms.DecisionForm(request.POST, auto_id="decision_%s"),
        name="decision",
        deed=lambda sent: extending.decide_extension(
            item,
            granted=sent["decision"] == "granted",
            reason=sent["reason"],
            actor=request.user,
        ),
        page=item_page,
        done=_("The extension was decided."),
    )
