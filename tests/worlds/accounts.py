from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts import files
from tests.factories.accounts import NoticeFactory


def plant(world) -> None:
    """A notice of the office's, and a file that hangs on no row."""
    world.notice = NoticeFactory(recipient=world.office_staff, url="/accounts/notices/")
    with transaction.atomic():
        upload = SimpleUploadedFile("loose.txt", b"loose")
        world.file = files.store(upload, actor=world.office_staff)
