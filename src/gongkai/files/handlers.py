"""Files in ordinary forms: on disk from the first byte, and refused before it where they are too much."""

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import MemoryFileUploadHandler, TemporaryFileUploadHandler

BESIDE_FILES = 1 << 20  # what else a form sends


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Every form of the product goes through this: a form sent to any page may claim to hold files."""

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """Look at the length that the request declares; the server lets no more in than that.

        Raises:
            RequestDataTooBig: it is more than may come.
        """
        super().handle_raw_input(input_data, meta, content_length, boundary, encoding)
        if content_length > settings.FILES_MOST_BYTES + BESIDE_FILES:
            raise RequestDataTooBig("more than a form may send")


class HeldUploadHandler(MemoryFileUploadHandler):
    """For files that are never stored: held in memory as long as the request lasts, and only there."""

    most_bytes = 20 << 20

    def handle_raw_input(
        self, input_data: Any, meta: Any, content_length: int, boundary: Any, encoding: str | None = None
    ) -> None:
        """As ``BoundedUploadHandler`` does, with a smaller bound.

        Raises:
            RequestDataTooBig: it is more than may come.
        """
        del input_data, meta, boundary, encoding
        if content_length > self.most_bytes + BESIDE_FILES:
            raise RequestDataTooBig("more than may be held")
        self.activated = True
