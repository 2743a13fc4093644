import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from documents.models import IssuedDocument


class DocumentTable(tables.Table):
    number = tables.Column(
        verbose_name=_("Document number"), attrs={"col": {"class": "col-letter"}}
    )
    title = tables.Column(linkify=True)
    kind = tables.Column(accessor="kind_title", verbose_name=_("Kind"), order_by="kind")
    state = tables.TemplateColumn(
        "{% load shell %}{% state_tag record %}", verbose_name=_("State"), order_by="rendered_at"
    )
    issued_at = tables.DateColumn(verbose_name=_("Issued on"), format="Y-m-d")

    class Meta:
        model = IssuedDocument
        fields = ("number", "title", "kind", "body", "organization", "issued_at", "state")
        order_by = "-issued_at"

    def value_state(self, record: IssuedDocument) -> str:
        return record.get_state_display()
