from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet


class OrganizationKind(models.TextChoices):
    COMMITTEE = "committee", pgettext_lazy("organization", "Party committee of a place")
    ORGAN = "organ", pgettext_lazy("organization", "Organ")
    UNIVERSITY = "university", pgettext_lazy("organization", "University")
    ENTERPRISE = "enterprise", pgettext_lazy("organization", "Enterprise")
    ZONE = "zone", pgettext_lazy("organization", "Development zone")
    COMMUNITY = "community", pgettext_lazy("organization", "Village or community")
    OFFICE = "office", pgettext_lazy("organization", "Inspection office")
    DISCIPLINE = "discipline", pgettext_lazy("organization", "Discipline commission")
    PERSONNEL = "personnel", pgettext_lazy("organization", "Organization department")
    DEPARTMENT = "department", pgettext_lazy("organization", "Department inside an organisation")


class Level(models.TextChoices):
    CENTRAL = "central", pgettext_lazy("level", "Central")
    PROVINCE = "province", pgettext_lazy("level", "Province")
    CITY = "city", pgettext_lazy("level", "City")
    COUNTY = "county", pgettext_lazy("level", "County")
    TOWNSHIP = "township", pgettext_lazy("level", "Township")
    VILLAGE = "village", pgettext_lazy("level", "Village")


class OrganizationQuerySet(MP_NodeQuerySet):
    def bodies(self) -> Self:
        """Organisations that inspect others."""
        return self.filter(is_body=True)


class OrganizationManager(MP_NodeManager.from_queryset(OrganizationQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> OrganizationQuerySet:
        return OrganizationQuerySet(self.model, using=self._db).order_by("path")


class Organization(MP_Node):
    """A Party or government organisation; some of them inspect others."""

    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=40)
    code = models.CharField(_("code"), max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=OrganizationKind.choices)
    level = models.CharField(_("level"), max_length=20, choices=Level.choices)
    is_body = models.BooleanField(_("inspects others"), default=False)
    initials = models.CharField(_("initials"), max_length=120, blank=True, db_index=True)

    node_order_by: list[str] = []
    objects = OrganizationManager()

    class Meta:
        verbose_name = pgettext_lazy("directory", "organisation")
        verbose_name_plural = _("organisations")

    def __str__(self) -> str:
        return self.short_name or self.name

    @property
    def inspection_word(self) -> str:
        """What its inspections are called on paper: 巡视 in a province and above, 巡察 below."""
        return "巡视" if self.level in (Level.CENTRAL, Level.PROVINCE) else "巡察"

    def get_absolute_url(self) -> str:
        return reverse("accounts:organization", args=[self.pk])
