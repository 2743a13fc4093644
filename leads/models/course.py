from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leads.models.lead import Lead
from leads.states import Compartment, DispositionKind, FourForms, LeadState, OutcomeKind

PERSON = settings.AUTH_USER_MODEL


class LeadStep(models.Model):
    """One step in the life of a lead: who, when, from where to where; the note is sealed."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=30, choices=LeadState.choices, blank=True)
    to_state = models.CharField(max_length=30, choices=LeadState.choices)
    by = models.ForeignKey(PERSON, on_delete=models.RESTRICT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    held_on = models.DateField(null=True, blank=True)
    compartment = models.CharField(max_length=10, choices=Compartment.choices)
    note_sealed = models.BinaryField(default=b"")

    class Meta:
        ordering = ["lead", "at", "pk"]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.from_state} → {self.to_state}"


class Handover(models.Model):
    """A lead changes hands: two persons on each side, and a receipt that says nothing of its content."""

    lead = models.OneToOneField(Lead, on_delete=models.PROTECT, related_name="handover")
    number = models.CharField(_("hand-over number"), max_length=20)
    giver = models.ForeignKey(PERSON, on_delete=models.RESTRICT, related_name="+")
    second_giver = models.ForeignKey(PERSON, on_delete=models.RESTRICT, related_name="+")
    receiver = models.ForeignKey(PERSON, on_delete=models.RESTRICT, related_name="+")
    second_receiver = models.ForeignKey(PERSON, on_delete=models.RESTRICT, related_name="+")
    pieces = models.PositiveSmallIntegerField(_("pieces of material"))
    handed_at = models.DateTimeField(_("handed over"), default=timezone.now)
    receipt_number = models.CharField(_("receipt number"), max_length=20, blank=True)
    received_by = models.ForeignKey(
        PERSON, on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(_("received"), null=True, blank=True)

    class Meta:
        verbose_name = _("hand-over")
        constraints = [
            models.CheckConstraint(
                name="handover_by_four_persons",
                condition=~Q(giver=F("second_giver"))
                & ~Q(giver=F("receiver"))
                & ~Q(giver=F("second_receiver"))
                & ~Q(second_giver=F("receiver"))
                & ~Q(second_giver=F("second_receiver"))
                & ~Q(receiver=F("second_receiver")),
            ),
            models.CheckConstraint(
                name="handover_received_with_receipt",
                condition=Q(received_at=None, received_by=None, receipt_number="")
                | Q(
                    ~Q(receipt_number=""),
                    received_at__gte=F("handed_at"),
                    received_by__isnull=False,
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.number


class Disposition(models.Model):
    """What the discipline side decided to do with a lead; a later decision is a further row."""

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="dispositions")
    kind = models.CharField(_("disposition"), max_length=30, choices=DispositionKind.choices)
    opinion_sealed = models.BinaryField()
    approver_sealed = models.BinaryField()
    approved_on = models.DateField(_("approved on"))
    decided_by = models.ForeignKey(PERSON, on_delete=models.RESTRICT, related_name="+")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("disposition")
        ordering = ["lead", "decided_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="disposition_is_sealed",
                condition=~Q(opinion_sealed=b"") & ~Q(approver_sealed=b""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.kind}"


class Outcome(models.Model):
    """What came of a lead: the only source of the number of cases filed (YN-38)."""

    lead = models.ForeignKey(Lead, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(_("outcome"), max_length=30, choices=OutcomeKind.choices)
    form = models.CharField(_("four forms"), max_length=10, choices=FourForms.choices, blank=True)
    persons = models.PositiveSmallIntegerField(_("persons"))
    decided_on = models.DateField(_("decided on"))
    note_sealed = models.BinaryField(default=b"")
    reported_by = models.ForeignKey(PERSON, on_delete=models.RESTRICT, related_name="+")
    reported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("outcome")
        ordering = ["lead", "reported_at", "pk"]
        constraints = [
            models.CheckConstraint(name="outcome_counts_persons", condition=Q(persons__gte=0))
        ]

    def __str__(self) -> str:
        return f"{self.lead_id}: {self.kind}"
