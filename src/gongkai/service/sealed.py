"""A tar archive in age's encryption, written and read as a stream: nothing lies unencrypted in between."""

import os
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pyrage

DAMAGED = "打不开备份：私钥不是这一份的，或者文件已损坏、不完整"
Work = Callable[[tarfile.TarFile], None]


class SealError(Exception):
    """A key is not one, or does not open the file; the message says what to do."""


def new_key() -> tuple[str, str]:
    """A private key and its public half, as text."""
    identity = pyrage.x25519.Identity.generate()
    return str(identity), str(identity.to_public())


def seal(target: Path, recipient: str, fill: Work) -> None:
    """Write a new file, readable by its owner only, with what ``fill`` adds to the archive.

    Raises:
        SealError: the public half of the key is not one.
        OSError: the file cannot be written.
    """
    try:
        key = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError as error:
        raise SealError("备份公钥不正确：应当以 age1 开头，请用 gongkai backup key 生成") from error
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        _piped(lambda clear: _tar(clear, fill), lambda clear: pyrage.encrypt_io(clear, file, [key]))
        file.flush()
        os.fsync(file.fileno())


def unseal(source: Path, identity: str, take: Work) -> None:
    """Hand the archive inside a sealed file to ``take``, as it is decrypted.

    Raises:
        SealError: the key is not one or not the right one, or the file is damaged or cut off.
    """
    try:
        key = pyrage.x25519.Identity.from_str(_last_line(identity))
    except pyrage.IdentityError as error:
        raise SealError("备份私钥不正确：应当以 AGE-SECRET-KEY- 开头") from error
    try:
        with source.open("rb") as file:
            _piped(lambda clear: pyrage.decrypt_io(file, clear, [key]), lambda clear: _untar(clear, take))
    except (pyrage.DecryptError, tarfile.TarError, EOFError) as error:
        raise SealError(DAMAGED) from error
    except OSError as error:
        # The decrypting library tells a cut-off file as an I/O error without a number.
        if error.errno is None:
            raise SealError(DAMAGED) from error
        raise


def _piped(write: Callable[[BinaryIO], None], read: Callable[[BinaryIO], None]) -> None:
    """Run both ends of a pipe; an error of the writing end, which came first, is the one told."""
    receiving, sending = os.pipe()
    failures: list[BaseException] = []

    def writing() -> None:
        try:
            with os.fdopen(sending, "wb") as clear:
                write(clear)
        except BaseException as error:  # noqa: BLE001  told below, in the thread that waits
            failures.append(error)

    thread = threading.Thread(target=writing)
    thread.start()
    try:
        with os.fdopen(receiving, "rb") as clear:
            read(clear)
    except BaseException as error:  # noqa: BLE001  told below, after the writer has ended
        failures.append(error)
    thread.join()
    broken = [error for error in failures if not isinstance(error, BrokenPipeError)]
    if failures:
        raise (broken or failures)[0]


def _tar(clear: BinaryIO, fill: Work) -> None:
    with tarfile.open(fileobj=clear, mode="w|") as archive:
        fill(archive)


def _untar(clear: BinaryIO, take: Work) -> None:
    with tarfile.open(fileobj=clear, mode="r|") as archive:
        take(archive)
    while clear.read(1 << 20):
        """Read to the end, so that the writer learns whether the file is whole."""


def _last_line(text: str) -> str:
    return next((line for line in reversed(text.strip().splitlines()) if line.startswith("AGE-")), "")
