"""Sealing what only this installation may read: applicants' words and data, secrets of accounts.

Every purpose has keys of its own, derived from the installation's secrets. New values are sealed with the
first secret; values sealed with an older one can be read as long as that one is listed.
"""

import base64
import hmac
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

FIELDS, DIGESTS = "gongkai personal data", "gongkai search for equals"


class Sealer:
    """Seals for one purpose."""

    def __init__(self, purpose: str, secrets: Sequence[str]) -> None:
        self._keys = MultiFernet([Fernet(_derived(purpose, secret)) for secret in secrets])

    def seal(self, plain: bytes) -> bytes:
        """What only this installation can read again."""
        return self._keys.encrypt(plain)

    def unseal(self, sealed: bytes) -> bytes:
        """What was sealed.

        Raises:
            cryptography.fernet.InvalidToken: it was sealed by another installation, or changed.
        """
        return self._keys.decrypt(sealed)


class SealedField(models.Field):  # type: ignore[type-arg]  # it takes none when the code runs
    """A value as JSON that cannot be read in the database, nor in a backup without the keys."""

    description = "sealed JSON"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None:
            return None
        return _fields(_secrets()).seal(json.dumps(value, ensure_ascii=False).encode())

    def from_db_value(
        self, value: bytes | memoryview | None, _expression: Expression, _connection: BaseDatabaseWrapper
    ) -> Any:
        return None if value is None else json.loads(_fields(_secrets()).unseal(bytes(value)))


def digest(*words: str) -> str:
    """Tells whether two sealed values were equal, without telling what they are.

    Made with the oldest secret listed, so that it stays the same when a new one is put in front.
    """
    text = "\x1f".join(words).encode()
    return hmac.new(_derived(DIGESTS, _secrets()[-1]), text, "sha256").hexdigest()


def _secrets() -> tuple[str, ...]:
    return tuple(settings.FIELD_KEYS)


@cache
def _fields(secrets: tuple[str, ...]) -> Sealer:
    return Sealer(FIELDS, secrets)


@cache
def _derived(purpose: str, secret: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(secret.encode())
    return base64.urlsafe_b64encode(derived)
