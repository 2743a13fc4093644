from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from accounts import scope
from accounts.models import User
from accounts.roles import Role
from deadlines.dates import Unit


class DeadlineRuleQuerySet(models.QuerySet["DeadlineRule"]):
    def of(self, body: models.Model | None) -> "DeadlineRuleQuerySet":
        """The general rules and those the body made for itself."""
        return self.filter(Q(body=None) | Q(body=body))

    def visible_to(self, user: User) -> "DeadlineRuleQuerySet":
        """General rules are for everybody; a body's own for whoever serves it."""
        return self.filter(Q(body=None) | Q(body__in=scope.organizations(user, *Role)))

    def newest(self, code: str, *, body: models.Model | None) -> "DeadlineRule | None":
        """What an editor of the body revises: its own latest row, else the general one."""
        return (
            self.of(body)
            .filter(code=code)
            .order_by(F("body").asc(nulls_last=True), "-effective_from")
            .first()
        )

    def in_force(self, code: str, *, body: models.Model | None, on: date) -> "DeadlineRule | None":
        """The rule for a base event on that day: the body's own before the general one."""
        return (
            self.of(body)
            .filter(code=code, effective_from__lte=on)
            .order_by(F("body").asc(nulls_last=True), "-effective_from")
            .first()
        )


class DeadlineRule(models.Model):
    """How long something may take, from what event, and which text says so.

    Rows are never changed: an edit makes a new row, so a running clock keeps the rule it began with.
    A negative amount counts back from the base event. ``confirmed`` means that the office has
    compared the rule with the official text; until then it is only a sourced default.
    """

    code = models.CharField(_("code"), max_length=60)
    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("inspecting body"),
    )
    name = models.CharField(pgettext_lazy("rule", "name"), max_length=100)
    base_event = models.CharField(_("base event"), max_length=100)
    amount = models.SmallIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=12, choices=Unit.choices)
    basis = models.TextField(_("basis"))
    confirmed = models.BooleanField(_("confirmed"), default=False)
    effective_from = models.DateField(_("effective from"))
    created_at = models.DateTimeField(_("entered at"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("entered by"),
    )

    objects = DeadlineRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("deadline rule")
        ordering = ["code", "-effective_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="deadline_rule_once_a_day_per_body",
                fields=["code", "body", "effective_from"],
                nulls_distinct=False,
            ),
            models.CheckConstraint(name="deadline_rule_amount_not_zero", condition=~Q(amount=0)),
            models.CheckConstraint(name="deadline_rule_says_its_basis", condition=~Q(basis="")),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("deadlines:rule", args=[self.code])

    @property
    def span(self) -> str:
        """ "2 months", "15 working days", "10 days before"."""
        count = abs(self.amount)
        words = {
            Unit.DAY: ngettext("%(count)d day", "%(count)d days", count),
            Unit.WORKING_DAY: ngettext("%(count)d working day", "%(count)d working days", count),
            Unit.MONTH: ngettext("%(count)d month", "%(count)d months", count),
        }[Unit(self.unit)] % {"count": count}
        return _("%(span)s before") % {"span": words} if self.amount < 0 else words
