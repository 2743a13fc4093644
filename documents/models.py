from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from accounts.models.job import JobState
from documents import kinds, sources
from documents.states import STATE_TONES, DocumentState


class NumberSeries(models.Model):
    """One run of numbers of one issuer; its row is the lock under which a number is taken."""

    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="number_series",
        verbose_name=_("issuer"),
    )
    code = models.CharField(_("series"), max_length=40)
    word = models.CharField(_("mark of the issuer"), max_length=30)

    class Meta:
        verbose_name = _("number series")
        verbose_name_plural = _("number series")
        ordering = ["body", "code"]
        constraints = [
            models.UniqueConstraint(name="number_series_once", fields=["body", "code"]),
            models.UniqueConstraint(name="number_series_word_once", fields=["word"]),
        ]

    def __str__(self) -> str:
        return self.word


class IssuedDocumentQuerySet(models.QuerySet["IssuedDocument"]):
    def visible_to(self, user: User) -> "IssuedDocumentQuerySet":
        """Those that a source of some business app shows to ``user``; without one, none."""
        return self.filter(sources.shown_to(user))


class IssuedDocument(models.Model):
    """An official paper as it was issued: its content, number and bytes never change."""

    kind = models.CharField(_("kind"), max_length=40)
    template_version = models.PositiveSmallIntegerField(_("template version"))
    body = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        related_name="issued_documents",
        verbose_name=_("issuer"),
    )
    organization = models.ForeignKey(
        "accounts.Organization",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="received_documents",
        verbose_name=_("organisation concerned"),
    )
    title = models.CharField(_("title"), max_length=200)
    number = models.CharField(pgettext_lazy("document", "number"), max_length=60, blank=True)
    code = models.CharField(_("verification code"), max_length=16, unique=True)
    context = models.JSONField(default=dict)
    data_at = models.DateTimeField(_("data as of"), default=timezone.now)
    issued_at = models.DateTimeField(_("issued"), default=timezone.now)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.RESTRICT,
        related_name="issued_documents",
        verbose_name=_("issued by"),
    )
    job = models.OneToOneField(
        "accounts.Job",
        on_delete=models.PROTECT,
        related_name="document",
        verbose_name=_("job"),
    )
    pdf = models.OneToOneField(
        "accounts.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="document",
        verbose_name=_("file"),
    )
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True, db_index=True)
    rendered_at = models.DateTimeField(_("set"), null=True, blank=True)

    objects = IssuedDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="document_bytes_iff_rendered",
                condition=(Q(pdf__isnull=False, rendered_at__isnull=False) & ~Q(sha256=""))
                | Q(pdf=None, rendered_at=None, sha256=""),
            ),
            models.UniqueConstraint(
                name="document_number_once", fields=["number"], condition=~Q(number="")
            ),
        ]
        indexes = [models.Index(fields=["body", "kind", "-issued_at"])]

    def __str__(self) -> str:
        return f"{self.title} {self.number}".strip()

    def get_absolute_url(self) -> str:
        return reverse("documents:document", args=[self.pk])

    @property
    def kind_title(self) -> Promise | str:
        return kinds.get(self.kind).title

    @property
    def state(self) -> DocumentState:
        if self.rendered_at is not None:
            return DocumentState.RENDERED
        failed = self.job.state == JobState.FAILED
        return DocumentState.FAILED if failed else DocumentState.QUEUED

    def get_state_display(self) -> str:
        return str(self.state.label)

    @property
    def state_tone(self) -> str:
        return STATE_TONES[self.state]

    @property
    def shown_code(self) -> str:
        """The code in groups of four, as it is printed."""
        return "-".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))

    @property
    def is_rendered(self) -> bool:
        return self.rendered_at is not None


class DocumentNumber(models.Model):
    """One number that was taken: within a series and a year they follow without a gap."""

    series = models.ForeignKey(
        NumberSeries, on_delete=models.PROTECT, related_name="numbers", verbose_name=_("series")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    value = models.PositiveIntegerField(_("number"))
    document = models.OneToOneField(
        IssuedDocument,
        on_delete=models.PROTECT,
        related_name="taken_number",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("document number")
        verbose_name_plural = _("document numbers")
        ordering = ["series", "year", "value"]
        constraints = [
            models.UniqueConstraint(name="number_taken_once", fields=["series", "year", "value"]),
            models.CheckConstraint(name="number_starts_at_one", condition=Q(value__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.series}〔{self.year}〕{self.value}号"
