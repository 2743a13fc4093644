from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts import files
from accounts.models import AccountClosing
from accounts.roles import Role
from tests.factories.accounts import DutyFactory, NoticeFactory, PasswordResetFactory


def plant(world) -> None:
    """A notice of the office's, a file that hangs on no row, deeds that wait for a second person."""
    world.notice = NoticeFactory(recipient=world.office_staff, url="/accounts/notices/")
    with transaction.atomic():
        upload = SimpleUploadedFile("loose.txt", b"loose")
        world.file = files.store(upload, actor=world.office_staff)
    world.waiting_duty = DutyFactory(
        person=world.stranger,
        role=Role.UNIT_LEADER,
        organization=world.unit_b,
        granted_by=world.second_security_admin,
        confirmed_at=None,
    )
    world.waiting_closing = AccountClosing.objects.create(
        person=world.audit_admin, closes=True, asked_by=world.second_system_admin
    )
    world.waiting_reset = PasswordResetFactory(
        person=world.stranger, asked_by=world.second_system_admin
    )
