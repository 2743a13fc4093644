import django_tables2 as tables
from django.utils.translation import gettext_lazy as _


class StateColumn(tables.TemplateColumn):
    """The state as a tag on the page, as a word in the workbook."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            template_name="inspections/cells/state.html", verbose_name=_("State"), **kwargs
        )

    def value(self, **kwargs: object) -> str:
        return str(kwargs["record"].get_state_display())
