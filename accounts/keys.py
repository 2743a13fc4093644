"""Keys of rows as forms send them: text that anybody may have written."""

from django.db import models

LARGEST = models.BigIntegerField.MAX_BIGINT
LONGEST = len(str(LARGEST))


def read(written: str) -> int | None:
    """The key, if the text is one that a row could have."""
    if not (written.isascii() and written.isdigit() and len(written) <= LONGEST):
        return None
    number = int(written)
    return number if number <= LARGEST else None
