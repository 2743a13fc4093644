"""Workbooks of targets as a clerk would send them."""

from collections.abc import Iterable
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from inspections.services.target_workbook import HEADINGS


def workbook_of(*rows: Iterable[object], name: str = "巡察对象.xlsx") -> SimpleUploadedFile:
    """Rows of code, name, category, coverage, round, tag under the template's headings."""
    book = Workbook()
    sheet = book.active
    sheet.append([str(label) for label in HEADINGS.values()])
    for row in rows:
        sheet.append(list(row))
    out = BytesIO()
    book.save(out)
    return SimpleUploadedFile(name, out.getvalue())
