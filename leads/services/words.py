"""What a person types into a lead, on its way to the seal."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile


@dataclass(frozen=True)
class PersonWords:
    part: str
    name: str = field(repr=False)
    id_number: str = field(default="", repr=False)
    post: str = field(default="", repr=False)


@dataclass(frozen=True)
class LeadWords:
    subject: str = field(repr=False)
    text: str = field(repr=False)
    evidence: str = field(default="", repr=False)
    persons: Sequence[PersonWords] = field(default=(), repr=False)
    files: Sequence[UploadedFile] = field(default=(), repr=False)


@dataclass(frozen=True)
class OutcomeWords:
    kind: str
    persons: int
    decided_on: object
    form: str = ""
    note: str = field(default="", repr=False)
