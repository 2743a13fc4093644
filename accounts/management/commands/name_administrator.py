from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.translation import override

from accounts import rules, scope, services
from accounts.models import Organization, User
from accounts.models.organization import Level, OrganizationKind
from accounts.roles import ADMINS, Role
from accounts.verdicts import NotAllowed, demand

# Two of each, then they name each other on the site.
ENOUGH = 2
WORD_LENGTH = 16


class Command(BaseCommand):
    help = "On the server's console: name the first two administrators of a kind, or give one of them a new password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("role", choices=sorted(ADMINS))
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the person's name, for a new account")
        parser.add_argument("--organization", default="", help="code of the home organisation")
        parser.add_argument(
            "--organization-name", default="", help="its name, where it is the first of all"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        with override("en"):
            try:
                self._name(Role(options["role"]), options)
            except NotAllowed as refusal:
                raise CommandError(str(refusal.reason)) from refusal

    def _name(self, role: Role, options: dict[str, Any]) -> None:
        person = User.objects.filter(username=options["username"]).first()
        holders = scope.holders(role)
        if person is None or not holders.filter(pk=person.pk).exists():
            if holders.count() >= ENOUGH:
                raise CommandError("Two people hold this duty; a further one is named on the site.")
            person = person or self._open_account(options)
            demand(rules.may_hold(person, role))
            services.grant_duty(person, role, person.organization, actor=None)
        once = get_random_string(WORD_LENGTH)
        services.set_one_time_password(person, once, actor=None)
        self.stdout.write(f"{person.username}  {role.value}  one-time password: {once}")

    def _open_account(self, options: dict[str, Any]) -> User:
        if not options["name"]:
            raise CommandError("Give the person's name with --name.")
        return services.add_person(
            actor=None,
            username=options["username"],
            full_name=options["name"],
            organization=self._home(options),
        )

    def _home(self, options: dict[str, Any]) -> Organization:
        found = Organization.objects.filter(code=options["organization"]).first()
        if found is not None:
            return found
        if Organization.objects.exists() or not options["organization_name"]:
            raise CommandError(
                "Give the home organisation: --organization CODE of one that is there, and --organization-name where none is."
            )
        return services.add_organization(
            parent=None,
            actor=None,
            code=options["organization"],
            name=options["organization_name"],
            short_name=options["organization_name"][:40],
            kind=OrganizationKind.OFFICE,
            level=Level.CITY,
        )
