from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.listing import list_page
from accounts.verdicts import NotAllowed, Verdict, demand
from deadlines import rules, selectors
from deadlines.filters import RuleFilter
from deadlines.forms import RuleForm
from deadlines.models import DeadlineRule
from deadlines.services import rulebook
from deadlines.tables import RuleTable


def rule_list(request: HttpRequest) -> HttpResponse:
    return list_page(
        request,
        rows=selectors.rules_in_force(request.user),
        table=RuleTable,
        filters=RuleFilter,
        title=_("Deadline rules"),
        template="deadlines/rules.html",
    )


def rule(request: HttpRequest, code: str) -> HttpResponse:
    history = list(selectors.rule_history(request.user, code))
    if not history:
        raise Http404
    context = {
        "title": history[0].name,
        "rule": history[0],
        "history": history,
        "may_revise": _may_revise(request),
    }
    return render(request, "deadlines/rule.html", context)


def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what holds from a day on; the row that was looked at says whether it is still news."""
    row = DeadlineRule.objects.visible_to(request.user).filter(pk=pk).first()
    if row is None:
        raise Http404
    demand(_may_revise(request))
    form = RuleForm(request.POST) if request.method == "POST" else RuleForm.of(row)
    if request.method == "POST" and form.is_valid():
        try:
            rulebook.revise_rule(
                row,
                body=selectors.ruling_body(request.user),
                actor=request.user,
                **form.cleaned_data,
            )
        except NotAllowed as refusal:
            form.add_error(None, str(refusal.reason))
        else:
            messages.success(
                request, _("Entered. Running deadlines keep the rule they began with.")
            )
            return redirect(row)
    context = {"form": form, "rule": row, "title": _("Revise “%(rule)s”") % {"rule": row.name}}
    wrong = form.is_bound and bool(form.errors)
    return render(request, "deadlines/revise.html", context, status=422 if wrong else 200)


def _may_revise(request: HttpRequest) -> Verdict:
    body = selectors.ruling_body(request.user)
    if body is None:
        return Verdict(_("Only the director of the inspection office sets its deadline rules."))
    return rules.may_set_rules(request.user, body)
