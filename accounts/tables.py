import django_tables2 as tables
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts import deeds, jobs
from accounts.models import (
    Duty,
    Job,
    JournalEntry,
    Notice,
    Organization,
    PasswordReset,
    User,
)


class NoticeTable(tables.Table):
    choose_for = "read-chosen"

    title = tables.TemplateColumn(
        template_name="accounts/cells/notice.html", verbose_name=_("Notice"), orderable=False
    )
    created_at = tables.DateTimeColumn(
        verbose_name=pgettext_lazy("notice", "Received"), format="Y-m-d H:i"
    )

    class Meta:
        model = Notice
        fields = ("title", "created_at")
        order_by = "-created_at"


class OrganizationTable(tables.Table):
    name = tables.Column(linkify=True, verbose_name=_("Organisation"))

    class Meta:
        model = Organization
        fields = ("name", "code", "kind", "level", "is_body")


class PersonTable(tables.Table):
    actions = tables.TemplateColumn(
        template_name="accounts/cells/person_actions.html", verbose_name="", orderable=False
    )

    class Meta:
        model = User
        fields = ("full_name", "username", "organization", "post", "is_active", "last_login")


class DutyTable(tables.Table):
    valid_to = tables.Column(empty_values=(), verbose_name=_("To"))
    actions = tables.TemplateColumn(
        template_name="accounts/cells/duty_actions.html", verbose_name="", orderable=False
    )

    class Meta:
        model = Duty
        fields = ("person", "role", "organization", "valid_from", "valid_to", "granted_by")

    def render_valid_to(self, record: Duty) -> str:
        ends = record.authorization.valid_to if record.authorization else record.valid_to
        return ends.isoformat() if ends else "—"


class ResetTable(tables.Table):
    asked_at = tables.DateTimeColumn(verbose_name=_("Asked for"), format="Y-m-d H:i")
    actions = tables.TemplateColumn(
        template_name="accounts/cells/reset_actions.html", verbose_name="", orderable=False
    )

    class Meta:
        model = PasswordReset
        fields = ("person", "asked_by", "asked_at", "confirmed_by")
        order_by = "-asked_at"


class JournalTable(tables.Table):
    position = tables.Column(
        verbose_name=pgettext_lazy("journal", "Entry"), attrs={"col": {"class": "col-number"}}
    )
    at = tables.DateTimeColumn(verbose_name=_("Time"), format="Y-m-d H:i:s")
    subject = tables.Column(
        accessor="subject_type",
        verbose_name=pgettext_lazy("journal", "Subject"),
        order_by=("subject_type", "subject_id"),
    )

    class Meta:
        model = JournalEntry
        fields = ("position", "at", "actor", "role", "verb", "subject", "seal")
        order_by = "-position"

    def render_subject(self, record: JournalEntry) -> str:
        return deeds.subject(record.subject_type, record.subject_id)

    def render_verb(self, value: str) -> str:
        return deeds.label(value)

    def render_role(self, value: str) -> str:
        return deeds.role(value)

    def render_seal(self, value: str) -> str:
        return value[:12]


class JobTable(tables.Table):
    kind = tables.Column(linkify=True, verbose_name=_("Work"))
    created_at = tables.DateTimeColumn(verbose_name=_("Started"), format="Y-m-d H:i")
    finished_at = tables.DateTimeColumn(verbose_name=_("Finished"), format="Y-m-d H:i")

    class Meta:
        model = Job
        fields = ("kind", "state", "created_at", "finished_at")
        order_by = "-created_at"

    def render_kind(self, record: Job) -> str:
        return f"{jobs.title(record)} {record.pk}"
