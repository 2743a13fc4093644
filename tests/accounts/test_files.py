import io
import os
import stat
import zipfile
import zlib
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts import files, tasks
from accounts.models import JournalEntry, StoredFile
from accounts.verdicts import NotAllowed
from tests.factories.accounts import UserFactory

PDF = b"%PDF-1.7\n%%EOF"


def archive(*names: str, **written: str) -> bytes:
    """An archive of ``names``, each with an empty part of XML in it, but for what is ``written``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name in names:
            packed.writestr(name, written.get(name.rpartition(".")[2], "<a/>"))
    return buffer.getvalue()


def office(*names: str, **written: str) -> bytes:
    return archive("[Content_Types].xml", *names, **written)


def compound(root: str = "Root Entry", more: bytes = b"") -> bytes:
    """The header of a compound file and its first directory entry."""
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + b"\x3e\x00\x03\x00\xfe\xff\x09\x00"
    head = head.ljust(48, b"\x00") + bytes(4)
    return head.ljust(512, b"\x00") + root.encode("utf-16-le").ljust(512, b"\x00") + more


def image(kind: str, size: tuple[int, int] = (2, 2)) -> bytes:
    buffer = io.BytesIO()
    Image.new("L", size).save(buffer, kind)
    return buffer.getvalue()


def relation(kind: str, target: str) -> str:
    return (
        f'<Relationships><Relationship Id="r" Type="x/{kind}" TargetMode="External"'
        f' Target="{target}"/></Relationships>'
    )


def with_object_stream(words: bytes) -> bytes:
    packed = zlib.compress(words)
    return b"%PDF-1.7\n1 0 obj<</Type/ObjStm>>stream\n" + packed + b"\nendstream\n%%EOF"


def store(name, content):
    return files.store(SimpleUploadedFile(name, content), actor=UserFactory())


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("佐证.pdf", PDF),
        ("紧凑.pdf", with_object_stream(b"<</Type/Catalog/OpenAction[3 0 R/Fit]>>")),
        ("说明.docx", office("word/document.xml")),
        ("链接.docx", office("word/a.rels", rels=relation("hyperlink", "https://example.org"))),
        ("模板.docx", office("word/a.rels", rels=relation("attachedTemplate", "C:\\a.dotx"))),
        ("台账.xlsx", office("xl/workbook.xml")),
        ("公文.ofd", archive("OFD.xml")),
        ("佐证.zip", archive("一/表.xlsx", "二/照片.JPG", "__MACOSX/.DS_Store")),
        ("旧表.xls", compound()),
        ("旧文.wps", compound()),
        ("照片.png", image("PNG")),
        ("照片.jpg", image("JPEG")),
        ("记录.txt", "谈话记录".encode("gb18030")),
        ("名单.csv", "姓名,电话\r\n某某,+86\r\n".encode("utf-8-sig")),
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
        ("宏.docx", office("word/document.xml", "word/vbaProject.bin")),
        (
            "宏.xlsx",
            office("xl/a", xml='<Types><Override ContentType="macroEnabled.main"/></Types>'),
        ),
        ("无目录.docx", archive("word/document.xml")),
        ("外链.docx", office("word/a.rels", rels=relation("attachedTemplate", "https://a/b.dotm"))),
        ("外链.docx", office("word/a.rels", rels=relation("oleObject", r"\\host\a.doc"))),
        ("实体.docx", office("word/a.rels", rels='<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')),
        ("不是文档.docx", archive("xl/workbook.xml")),
        ("坏.docx", b"PK\x03\x04broken"),
        ("程序.zip", archive("a.exe")),
        ("网页.zip", archive("a.html")),
        ("套娃.zip", archive("a.zip")),
        ("越界.zip", archive("../../a.txt")),
        ("越界.zip", archive("C:\\a.txt")),
        ("炸弹.zip", archive("a.txt", txt="0" * 30_000_000)),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 4096),
        ("旧.doc", compound(root="Nothing")),
        ("旧宏.doc", compound(more="_VBA_PROJECT".encode("utf-16-le"))),
        ("半个.pdf", b"%PDF-"),
        ("脚本.pdf", b"%PDF-1.7 <</OpenAction<</S/JavaScript/JS(a)>>>> %%EOF"),
        ("脚本.pdf", b"%PDF-1.7 <</S/J#61vaScript>> %%EOF"),
        ("脚本.pdf", with_object_stream(b"<</S/JavaScript/JS(a)>>")),
        ("启动.pdf", b"%PDF-1.7 <</S/Launch/F(a.exe)>> %%EOF"),
        ("附件.pdf", b"%PDF-1.7 <</Names<</EmbeddedFiles 1 0 R>>>> %%EOF"),
        ("假.png", b"\x89PNG\r\n\x1a\n<svg onload='a()'/>"),
        ("假.jpg", image("PNG")),
        ("巨.png", image("PNG", (10_000, 9_500))),
        ("七位.csv", b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-"),
        ("假.csv", b"<svg onload='a()'/>"),
        ("二进制.txt", b"a" * 5000 + b"\x00"),
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


@pytest.mark.parametrize(
    ("ends", "taken"), [("exit 0", True), ("exit 1", False), ("exit 2", False), ("", True)]
)
def test_the_scanner_sees_every_byte_and_has_the_last_word(db, settings, tmp_path, ends, taken):
    scanner = tmp_path / "scanner"
    scanner.write_text(f"#!/bin/sh\ncat > {tmp_path}/seen\n{ends}\n")
    scanner.chmod(stat.S_IRWXU)
    settings.UPLOAD_SCANNER = [str(scanner)]

    if taken:
        assert store("表.pdf", PDF).size == len(PDF)
    else:
        with pytest.raises(NotAllowed):
            store("表.pdf", PDF)

    assert (tmp_path / "seen").read_bytes() == PDF


def test_a_scanner_that_is_not_there_lets_nothing_pass(db, settings, tmp_path):
    settings.UPLOAD_SCANNER = [str(tmp_path / "gone")]

    with pytest.raises(NotAllowed):
        store("表.pdf", PDF)

    assert not StoredFile.objects.exists()


def test_who_took_a_file_stands_in_the_journal_without_its_name(world, sign_in, monkeypatch):
    with transaction.atomic():
        upload = SimpleUploadedFile("CNRY-name.txt", b"words")
        file = files.store(upload, actor=world.unit_liaison)
    own = StoredFile.objects.filter(uploaded_by=world.unit_liaison).values("pk")
    monkeypatch.setattr(files, "_sources", [lambda user: own])
    address = reverse("accounts:file", args=[file.pk])

    answer = sign_in(world.unit_liaison).get(address)

    assert b"".join(answer.streaming_content) == b"words"
    entry = JournalEntry.objects.get(verb="file.taken")
    assert (entry.actor, entry.subject_id) == (world.unit_liaison, str(file.pk))
    assert "CNRY" not in str(entry.details)

    monkeypatch.setattr(files, "_sources", [])
    assert sign_in(world.unit_liaison).get(address).status_code == 404
    assert JournalEntry.objects.filter(verb="file.taken").count() == 1
