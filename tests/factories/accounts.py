from datetime import date, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accounts.models import Authorization, Duty, Notice, Organization, PasswordReset, User
from accounts.models.organization import Level, OrganizationKind


class OrganizationFactory(DjangoModelFactory):
    """An inspected organ at city level; ``parent=`` hangs it below another."""

    class Meta:
        model = Organization

    parent = None
    name = factory.Sequence("江澜市第{}局党组".format)
    short_name = factory.Sequence("第{}局".format)
    code = factory.Sequence("ORG-{}".format)
    kind = OrganizationKind.ORGAN
    level = Level.CITY

    @classmethod
    def _create(cls, model_class, *args, parent=None, **fields):
        nodes = model_class.objects
        return nodes.add_child(parent, fields) if parent else nodes.add_root(fields)

    @classmethod
    def _build(cls, model_class, *args, parent=None, **fields):
        return model_class(**fields)


class BodyFactory(OrganizationFactory):
    """An inspecting body."""

    name = factory.Sequence("江澜市委巡察办{}".format)
    short_name = factory.Sequence("巡察办{}".format)
    kind = OrganizationKind.OFFICE
    is_body = True


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence("person{}".format)
    full_name = factory.Sequence("人员{}".format)
    organization = factory.SubFactory(OrganizationFactory)
    password = "!"


class AuthorizationFactory(DjangoModelFactory):
    """In force for thirty days either way."""

    class Meta:
        model = Authorization

    body = factory.SubFactory(BodyFactory)
    valid_from = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=30))
    valid_to = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=30))
    basis = "领导小组会议纪要"
    decided_by = factory.SubFactory(UserFactory)


class DutyFactory(DjangoModelFactory):
    """A duty as the console gives it: it counts at once."""

    class Meta:
        model = Duty

    person = factory.SubFactory(UserFactory)
    organization = factory.SubFactory(OrganizationFactory)
    valid_from = date(2020, 1, 1)
    confirmed_at = factory.LazyFunction(timezone.now)


class PasswordResetFactory(DjangoModelFactory):
    class Meta:
        model = PasswordReset

    person = factory.SubFactory(UserFactory)
    asked_by = factory.SubFactory(UserFactory)
    seed = "a" * 32


class NoticeFactory(DjangoModelFactory):
    class Meta:
        model = Notice

    recipient = factory.SubFactory(UserFactory)
    title_template = "Notices"
    about_type = "accounts.user"
    about_id = "1"
    url = "/"
