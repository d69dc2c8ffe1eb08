"""Sealing the secrets of second factors with the installation's signing keys, the old ones included."""

from django.conf import settings

from gongkai.sealing import Sealer

PURPOSE = "gongkai second factor"


def seal(text: str) -> str:
    """Text that only this installation can read again."""
    return _sealer().seal(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed, with the present key or one before it.

    Raises:
        cryptography.fernet.InvalidToken: it was sealed by another installation, or changed.
    """
    return _sealer().unseal(sealed.encode()).decode()


def _sealer() -> Sealer:
    return Sealer(PURPOSE, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
