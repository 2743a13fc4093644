"""Files of a lead are received in memory: a temporary file would lie on the disk in clear."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.urls import reverse


class LeadUploadHandler(MemoryFileUploadHandler):
    """First in ``FILE_UPLOAD_HANDLERS``; steps aside for every other page."""

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        request = self.request
        self.activated = request is not None and request.path.startswith(reverse("leads:list"))

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep no byte past the limit, yet let the form say so: the size is still counted."""
        if not self.activated:
            return raw_data
        limit = settings.LEAD_UPLOAD_LIMIT_MB * 1024 * 1024
        if start <= limit:
            self.file.write(raw_data)
        return None
