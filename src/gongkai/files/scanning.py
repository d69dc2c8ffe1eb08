"""Looking for viruses with clamd, where one is configured: its INSTREAM command over a socket."""

import socket
import struct
from contextlib import closing
from pathlib import Path

import structlog

from gongkai.ledger.actions import RefusedError

PIECE = 1 << 18
CONNECT_SECONDS, ANSWER_SECONDS = 5, 120
COMMAND, CLEAN = b"zINSTREAM\0", "stream: OK"
LONGEST_ANSWER = 4096
log = structlog.get_logger(__name__)


class InfectedError(RefusedError):
    """The scanner found something."""

    def __init__(self, found: str) -> None:
        super().__init__(f"文件里发现病毒（{found}），没有保存。请先在本机查杀病毒，再上传干净的文件。")


class ScannerDownError(RefusedError):
    """The scanner could not be asked; what was not looked at is not kept."""

    def __init__(self) -> None:
        super().__init__(
            "病毒扫描服务暂时没有响应，文件没有保存。请过几分钟再上传；如一直如此，请联系系统管理员。"
        )


def scan(path: Path, clamd: str) -> None:
    """Have a file looked at; without an address there is no scanner, and nothing is done.

    Args:
        path: the file.
        clamd: ``host:port``, or the path of a local socket.

    Raises:
        InfectedError: something was found.
        ScannerDownError: no answer, or one that is not understood.
    """
    if not clamd:
        return
    try:
        answer = _ask(path, clamd)
    except OSError as error:
        log.warning("virus scanner unreachable", error=type(error).__name__)
        raise ScannerDownError from error
    if answer.endswith(" FOUND"):
        raise InfectedError(answer.removeprefix("stream: ").removesuffix(" FOUND"))
    if answer != CLEAN:
        log.warning("virus scanner failed", answer=answer)
        raise ScannerDownError


def _ask(path: Path, clamd: str) -> str:
    with closing(_connected(clamd)) as scanner, path.open("rb") as file:
        scanner.settimeout(ANSWER_SECONDS)
        scanner.sendall(COMMAND)
        try:
            while piece := file.read(PIECE):
                scanner.sendall(struct.pack(">L", len(piece)) + piece)
            scanner.sendall(struct.pack(">L", 0))
        except BrokenPipeError:
            # A scanner that has had enough answers before it has read everything.
            log.info("virus scanner stopped reading")
        return _answer(scanner)


def _connected(clamd: str) -> socket.socket:
    host, colon, port = clamd.rpartition(":")
    if colon and port.isdecimal():
        return socket.create_connection((host.strip("[]"), int(port)), timeout=CONNECT_SECONDS)
    local = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    local.settimeout(CONNECT_SECONDS)
    try:
        local.connect(clamd)
    except OSError:
        local.close()
        raise
    return local


def _answer(scanner: socket.socket) -> str:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        piece = scanner.recv(LONGEST_ANSWER)
        if not piece:
            break
        answer += piece
    return answer.rstrip(b"\0\n").decode("utf-8", "replace")
