"""May it be done: yes, or no with the sentence that says why.

Who may ask for or decide an extension is the business of the app that started the clock; here
stands only what holds for every clock, and who keeps calendar, rules and reminder steps.
"""

from datetime import date

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import scope
from accounts.models import Duty, Organization, User
from accounts.roles import Role
from accounts.verdicts import ALLOWED, Verdict
from deadlines.models import Clock, Decision, Extension


def may_pause(clock: Clock, *, on: date, today: date) -> Verdict:
    if not clock.is_running:
        return Verdict(_("This deadline is closed already."))
    if clock.paused_on:
        return Verdict(_("This deadline is paused already."))
    if clock.asked_until or _pending(clock).exists():
        return Verdict(_("Decide the extension that was asked for before you pause the deadline."))
    if clock.due_on is None or clock.due_on < on:
        return Verdict(_("A deadline that has passed cannot be paused; extend it instead."))
    if on > today:
        return Verdict(_("A pause cannot begin in the future."))
    if on < clock.base_on:
        return Verdict(_("A pause cannot begin before the deadline started."))
    return ALLOWED


def may_resume(clock: Clock, *, on: date, today: date) -> Verdict:
    if not clock.is_running:
        return Verdict(_("This deadline is closed already."))
    if clock.paused_on is None:
        return Verdict(_("This deadline is not paused."))
    if on < clock.paused_on or on > today:
        return Verdict(_("Give a day between the start of the pause and today."))
    return ALLOWED


def may_ask(clock: Clock) -> Verdict:
    """Whether an extension can be asked for at all; the date itself is checked by the service."""
    if not clock.is_running:
        return Verdict(_("This deadline is closed already."))
    if clock.paused_on:
        return Verdict(_("This deadline is paused; it moves by itself when it is resumed."))
    if clock.due_on is None:
        return Verdict(_("Long-term work without a milestone has no date to extend."))
    if _pending(clock).exists():
        return Verdict(_("An extension was asked for already and awaits its decision."))
    return ALLOWED


def may_set_milestone(clock: Clock) -> Verdict:
    if not clock.is_running:
        return Verdict(_("This deadline is closed already."))
    if clock.paused_on:
        return Verdict(_("This deadline is paused; resume it first."))
    if _pending(clock).exists():
        return Verdict(_("Decide the extension that was asked for first."))
    return ALLOWED


def may_decide(user: User, extension: Extension) -> Verdict:
    if extension.decision != Decision.PENDING:
        return Verdict(_("This request has been decided already."))
    if extension.requested_by_id == user.pk:
        return Verdict(_("Nobody decides their own request."))
    return ALLOWED


def _pending(clock: Clock) -> QuerySet[Extension]:
    return Extension.objects.filter(clock=clock, decision=Decision.PENDING)


def may_keep_calendar(user: User) -> Verdict:
    """Calendar and reminder steps hold for everybody, so the highest office in use keeps them."""
    if not scope.holds(user, Role.OFFICE_DIRECTOR):
        return Verdict(_("Only the director of the inspection office changes this."))
    if not _highest_bodies(user).exists():
        return Verdict(
            _("The office of the higher inspecting body keeps this for all its offices.")
        )
    return ALLOWED


def may_set_rules(user: User, body: Organization) -> Verdict:
    if not scope.holds(user, Role.OFFICE_DIRECTOR, organization=body):
        return Verdict(_("Only the director of the inspection office sets its deadline rules."))
    return ALLOWED


def _highest_bodies(user: User) -> QuerySet[Organization]:
    """The user's bodies above which nobody directs an office."""
    directed = Duty.objects.current().filter(role=Role.OFFICE_DIRECTOR).values("organization")
    above = Organization.objects.filter(pk__in=directed, depth__lt=OuterRef("depth")).alias(
        below=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    highest: QuerySet[Organization] = Organization.objects.filter(
        ~Exists(above.filter(below__startswith=F("path"))),
        pk__in=scope.organizations(user, Role.OFFICE_DIRECTOR),
    )
    return highest
