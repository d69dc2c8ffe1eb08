"""Text messages: the interface that a provider's back end fills, and one that writes files."""

import json
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string


class Backend(Protocol):
    """Gives a text message to whoever carries it."""

    def send(self, *, key: str, to: str, text: str) -> None:
        """Hand it over.

        Args:
            key: the message's own id. A provider that is given the same twice should deliver it once.
            to: a mobile number of eleven digits.
            text: what it says, signature not included.

        Raises:
            JobError: it was not taken; it is tried again.
            HopelessError: and will not be, whatever happens.
        """


class FileBackend:
    """A file for each message, for installations without a provider, demonstrations and tests."""

    def send(self, *, key: str, to: str, text: str) -> None:
        folder = Path(settings.SMS_FILE_PATH)
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / f".{key}"
        unfinished.write_text(json.dumps({"to": to, "text": text}, ensure_ascii=False), encoding="utf-8")
        unfinished.rename(folder / f"{key}.json")


def backend() -> Backend:
    """The back end that is set."""
    made: Backend = import_string(settings.SMS_BACKEND)()
    return made
