"""证据卷: all that a case rests on, in one file with an index, as a reconsideration organ or a court gets it.

The index names each piece with its check value and the day it came in; its own check value enters the ledger
when the reply is signed, so that nothing can be added afterwards unnoticed (复议法 46, 行诉法 34).
"""

import html
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from gongkai.ledger.models import Entry
from gongkai.requests import queries
from gongkai.requests.models import InfoRequest
from gongkai.requests.trail import LAW, event_of

INDEX, MANIFEST, LEDGER = "00 证据目录.html", "manifest.json", "01 办理记录.jsonl"
EPOCH = (2000, 1, 1, 0, 0, 0)  # so that the same case makes the same file


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence: its name in the bundle, what it is, the day it came in, and its content."""

    name: str
    kind: str
    on: date
    content: bytes | Path

    @property
    def sha256(self) -> str:
        return sha256(self.read()).hexdigest()

    def read(self) -> bytes:
        return self.content if isinstance(self.content, bytes) else self.content.read_bytes()


def pieces(request: InfoRequest) -> list[Piece]:
    """What the case rests on, in the order of the index."""
    return [*_records(request), *_findings(request), *_papers(request), *_letters(request)]


def manifest(found: list[Piece]) -> str:
    """The index as text that its check value is made of."""
    rows = [{"name": one.name, "kind": one.kind, "on": str(one.on), "sha256": one.sha256} for one in found]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def digest(found: list[Piece]) -> str:
    """The check value of an index."""
    return sha256(manifest(found).encode()).hexdigest()


def bundled(request: InfoRequest) -> bytes:
    """The bundle as a zip file."""
    found = pieces(request)
    written = manifest(found)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, INDEX, _index(request, found).encode())
        _put(archive, MANIFEST, written.encode())
        for piece in found:
            _put(archive, piece.name, piece.read())
    return file.getvalue()


def _put(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, content)


def _records(request: InfoRequest) -> Iterator[Piece]:
    """The moves of the procedure with their words, each with its place in the chain."""
    words = dict(request.words.values_list("seq", "data"))
    lines = []
    last = request.submitted_on
    for entry in Entry.objects.filter(about=f"requests.inforequest:{request.pk}").order_by("seq"):
        last = max(last, entry.on)
        data = dict(entry.data)
        if entry.act.startswith(LAW):
            data |= words.get(entry.seq, {})
            event_of(entry.act, entry.data)  # it can be read again
        lines.append(_line(entry, data))
    yield Piece(LEDGER, "办理记录", last, "\n".join(lines).encode())


def _line(entry: Entry, data: dict[str, Any]) -> str:
    told = {
        "seq": entry.seq,
        "act": entry.act,
        "on": str(entry.on),
        "recorded_at": entry.recorded_at.isoformat(),
        "data": data,
        "number": entry.number,
        "hash": entry.hash,
    }
    return json.dumps(told, ensure_ascii=False)


def _findings(request: InfoRequest) -> Iterator[Piece]:
    for place, finding in enumerate(request.findings.order_by("about"), start=1):
        text = json.dumps(finding.data, ensure_ascii=False, indent=1)
        name = f"02 审查记录/{place:02} {finding.about}.json"
        yield Piece(name, "审查记录", finding.written_on, text.encode())


def _papers(request: InfoRequest) -> Iterator[Piece]:
    papers = request.papers.select_related("file__stored").order_by("pk")
    for place, paper in enumerate(papers, start=1):
        name = f"03 材料/{place:02} {paper.file.name}"
        yield Piece(name, paper.get_purpose_display(), paper.added_on, paper.file.stored.path)


def _letters(request: InfoRequest) -> Iterator[Piece]:
    signed = [tie.letter for tie in queries.letters_of(request) if tie.letter.signed_on]
    for place, letter in enumerate(sorted(signed, key=lambda one: (one.signed_on, one.pk)), start=1):
        if letter.pdf and letter.signed_on:
            name = f"04 文书/{place:02} {letter.title}（{letter.number}）.pdf"
            yield Piece(name, letter.title, letter.signed_on, letter.pdf.stored.path)


def _index(request: InfoRequest, found: list[Piece]) -> str:
    rows = "".join(
        f"<tr><td>{place}</td><td>{html.escape(one.name)}</td><td>{html.escape(one.kind)}</td>"
        f"<td>{one.on}</td><td><code>{one.sha256}</code></td></tr>"
        for place, one in enumerate(found, start=1)
    )
    title = html.escape(f"证据目录（{request.organ.name}，登记编号{request.serial}）")
    heads = "".join(f"<th>{word}</th>" for word in ("序号", "名称", "种类", "取得日期", "校验值"))
    return (
        f'<!doctype html><html lang="zh-Hans"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><p>目录校验值：<code>{digest(found)}</code></p>"
        f"<table border=1><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></body></html>"
    )
