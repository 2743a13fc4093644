from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import override

from accounts.models import Duty
from accounts.roles import Role
from config.demo.cast import PASSWORD


class Command(BaseCommand):
    help = "Print one demonstration log-in a role."

    def handle(self, *args: Any, **options: Any) -> None:
        duties = Duty.objects.current().select_related("person", "organization").order_by("pk")
        first: dict[str, Duty] = {}
        for duty in duties:
            first.setdefault(duty.role, duty)
        with override("zh-hans"):
            for role in Role:
                if role in first:
                    duty = first[role]
                    self.stdout.write(
                        f"{duty.person.username:<14} {PASSWORD}   {role.label}（{duty.organization}）"
                    )
