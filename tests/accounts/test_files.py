import io
import os
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accounts import files, tasks
from accounts.models import StoredFile
from accounts.verdicts import NotAllowed
from tests.factories.accounts import UserFactory

PDF = b"%PDF-1.7\n%%EOF"


def archive(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name in names:
            packed.writestr(name, "x")
    return buffer.getvalue()


def store(name, content):
    return files.store(SimpleUploadedFile(name, content), actor=UserFactory())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("佐证.pdf", PDF),
        ("说明.docx", archive("word/document.xml")),
        ("台账.xlsx", archive("xl/workbook.xml")),
        ("公文.ofd", archive("OFD.xml")),
        ("旧表.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 64),
        ("旧文.wps", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 64),
        ("照片.png", b"\x89PNG\r\n\x1a\n" + b"0" * 64),
        ("记录.txt", "谈话记录".encode("gb18030")),
    ],
)
def test_good_files_are_taken(db, name, content):
    row = store(name, content)

    assert row.original_name == name
    assert row.size == len(content)
    assert name not in row.content.name


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("空.pdf", b""),
        ("程序.exe", b"MZ"),
        ("网页.html", b"<html>"),
        ("图.svg", b"<svg/>"),
        ("假.pdf", b"<html><script>alert(1)</script>"),
        ("假.txt", b"  <script>alert(1)</script>"),
        ("宏.docx", archive("word/document.xml", "word/vbaProject.bin")),
        ("不是文档.docx", archive("xl/workbook.xml")),
        ("坏.docx", b"PK\x03\x04broken"),
        ("无后缀", PDF),
    ],
)
def test_bad_files_are_refused_with_a_sentence(db, name, content):
    with pytest.raises(NotAllowed) as refusal:
        store(name, content)

    assert str(refusal.value.reason)
    assert not StoredFile.objects.exists()


def test_a_file_over_the_limit_is_refused(db, settings):
    settings.UPLOAD_LIMIT_MB = 0.00001

    with pytest.raises(NotAllowed):
        store("大.pdf", PDF)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/表.pdf", "表.pdf"),
        ("C:\\文件\\表.pdf", "表.pdf"),
        ("\u202e表\r\n.pdf", "表.pdf"),
        ("长" * 300 + ".pdf", "长" * 190 + ".pdf"),
    ],
)
def test_names_are_cleaned(given, kept):
    assert files.clean_name(given) == kept


def test_a_file_on_no_row_is_seen_by_nobody(sign_in, world):
    row = files.store(SimpleUploadedFile("表.pdf", PDF), actor=world.office_staff)

    assert (
        sign_in(world.office_staff).get(reverse("accounts:file", args=[row.pk])).status_code == 404
    )


def test_a_download_is_an_attachment_in_a_sandbox(sign_in, world, monkeypatch):
    row = files.store(SimpleUploadedFile("表.pdf", PDF), actor=world.office_staff)
    monkeypatch.setattr(files, "_sources", [lambda user: [row.pk]])

    answer = sign_in(world.office_staff).get(reverse("accounts:file", args=[row.pk]))

    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert b"".join(answer.streaming_content) == PDF


def on_disk(settings):
    return {path for path in (settings.MEDIA_ROOT / "files").rglob("*") if path.is_file()}


@pytest.fixture
def disk(settings, tmp_path, db):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def test_a_refused_deed_leaves_no_file_on_the_disk(disk, settings):
    with files.nothing_left_behind():
        kept = store("留.pdf", PDF)
        with transaction.atomic():
            store("去.pdf", PDF)
            transaction.set_rollback(True)

    assert on_disk(settings) == {disk / kept.content.name}


def test_what_a_crash_left_is_swept_after_a_day_and_nothing_else(disk, settings):
    yesterday = (timezone.now() - timedelta(hours=25)).timestamp()
    kept, lost, fresh = store("留.pdf", PDF), store("丢.pdf", PDF), store("新.pdf", PDF)
    for row in (kept, lost):
        os.utime(disk / row.content.name, (yesterday, yesterday))
    StoredFile.objects.filter(pk__in=[lost.pk, fresh.pk]).delete()

    assert tasks.sweep_files() == 1

    assert on_disk(settings) == {disk / kept.content.name, disk / fresh.content.name}


def test_nothing_is_swept_while_the_database_is_empty(disk, settings):
    yesterday = (timezone.now() - timedelta(hours=25)).timestamp()
    lost = store("丢.pdf", PDF)
    os.utime(disk / lost.content.name, (yesterday, yesterday))
    StoredFile.objects.all().delete()

    assert tasks.sweep_files() == 0

    assert len(on_disk(settings)) == 1
