"""Writing the data files: an organ's from the database, those of all organs from the files of each.

What is withdrawn or corrected while an organ's files are written must not come back with them. So before
they are put in their places it is looked, by the number of the newest change, whether that happened.
"""

import csv
import gzip
import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from gongkai.isolation.scope import PUBLIC, entered
from gongkai.opendata import places
from gongkai.opendata.formats import FORMATS
from gongkai.opendata.places import DICTIONARY, EVERYWHERE, DataFile, Manifest, WritingError
from gongkai.opendata.queries import is_taken_back_since, newest_change, organs
from gongkai.opendata.tables import TABLES, Table, dictionary
from gongkai.opendata.writers import WRITERS
from gongkai.organs.models import Organ

TRIES = 5
PIECE = 1 << 20  # bytes that are compressed at a time
LEVEL = 6  # at the highest, 9, it takes longer and is hardly smaller
COUNTED = "csv"  # a table has as many rows in each format
HEAD = ("table", "field", "type", "meaning", "formats")


def write_everything(at: datetime, tell: Callable[[Organ], None]) -> int:
    """Write the files of every organ in use and those of all together; of how many organs.

    Args:
        at: now.
        tell: called with each organ before its files are written.

    Raises:
        WritingError: too much was withdrawn or corrected meanwhile.
    """
    found = _organs()
    for organ in found:
        tell(organ)
        write_organ(organ.pk, at)
    write_together(at)
    return len(found)


def write_organ(pk: int, at: datetime) -> None:
    """Write the files of an organ; of one out of use there are none.

    Raises:
        WritingError: too much was withdrawn or corrected meanwhile.
    """
    for _ in range(TRIES):
        with places.fresh() as fresh:
            found = _written(pk, at, fresh)
            if found is None or _is_put(pk, fresh, found):
                return
    raise WritingError("写数据文件时不断有更正或者撤回，没有写成")


def write_together(at: datetime) -> None:
    """Write the files of all organs in use together, and first those of an organ that has none.

    Raises:
        WritingError: files of an organ were written anew or taken away meanwhile, time and again.
    """
    places.tidy([organ.slug for organ in _organs()], at)
    for _ in range(TRIES):
        for organ in _organs():
            if places.manifest(organ.slug) is None:
                write_organ(organ.pk, at)
        if _are_joined([organ.slug for organ in _organs()], at):
            return
    raise WritingError("各机关的数据文件不断变化，没有合成全平台的文件")


def _organs() -> list[Organ]:
    with entered(PUBLIC):
        return list(organs().order_by("pk"))


def _written(pk: int, at: datetime, fresh: Path) -> tuple[str, Manifest] | None:
    """The organ's slug and its files as they stand in a folder now; None where it is out of use."""
    with entered(PUBLIC):
        organ = organs().filter(pk=pk).first()
        if organ is None:
            return None
        change = newest_change(pk)
        rows = {table.name: _write(table, pk, fresh) for table in TABLES}
    return organ.slug, _manifest(fresh, at, change, rows)


def _write(table: Table, organ: int, fresh: Path) -> int:
    """Write a table in every format, reading its rows once; how many there are."""
    count = 0
    with ExitStack() as stack:
        adding = [
            stack.enter_context(writer.writing(fresh / f"{table.name}.{suffix}", table))
            for suffix, writer in WRITERS.items()
        ]
        for count, record in enumerate(table.rows(organ), 1):  # noqa: B007  how far it came
            row = record.model_dump()
            for add in adding:
                add(row)
    return count


def _is_put(pk: int, fresh: Path, found: tuple[str, Manifest]) -> bool:
    """Put an organ's files in their places, unless something was taken back since they were read."""
    slug, manifest = found
    with places.alone():
        with entered(PUBLIC):
            if is_taken_back_since(pk, manifest.change) or not organs().filter(pk=pk, slug=slug).exists():
                return False
        places.put(slug, fresh, manifest)
        return True


def _are_joined(slugs: Sequence[str], at: datetime) -> bool:
    """Join the files of these organs; False where some of them changed meanwhile."""
    before = [places.manifest(slug) for slug in slugs]
    known = [one for one in before if one is not None]
    if len(known) < len(slugs):
        return False
    counted = Counter({table.name: 0 for table in TABLES})
    for one in known:
        counted.update({file.table: file.rows for file in one.files if file.format == COUNTED})
    with places.fresh() as fresh:
        try:
            for table in TABLES:
                for suffix, writer in WRITERS.items():
                    name = f"{table.name}.{suffix}"
                    writer.join(fresh / name, [places.folder(slug) / name for slug in slugs], table)
        except FileNotFoundError:
            return False
        oldest = min((one.made_at for one in known), default=at)
        found = _manifest(fresh, oldest, min((one.change for one in known), default=0), counted)
        with places.alone():
            if [places.manifest(slug) for slug in slugs] != before:
                return False
            places.put(EVERYWHERE, fresh, found)
            return True


def _manifest(fresh: Path, at: datetime, change: int, rows: Mapping[str, int]) -> Manifest:
    """What stands in a folder; the dictionary and compressed copies of texts are laid beside it here."""
    _write_dictionary(fresh / DICTIONARY)
    files = tuple(
        _file(fresh / f"{table.name}.{suffix}", table, rows[table.name])
        for table in TABLES
        for suffix in FORMATS
    )
    for one in files:
        if FORMATS[one.format].is_text:
            _pack(fresh / one.name)
    return Manifest(at.replace(microsecond=0), change, files)


def _file(path: Path, table: Table, rows: int) -> DataFile:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return DataFile(path.name, table.name, path.suffix[1:], path.stat().st_size, sha256, rows)


def _pack(path: Path) -> None:
    """Lay a compressed copy beside a file, piece by piece."""
    with path.open("rb") as plain, gzip.open(places.packed(path), "wb", LEVEL) as packed:
        shutil.copyfileobj(plain, packed, PIECE)


def _write_dictionary(path: Path) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        for table in TABLES:
            for one in dictionary(table, FORMATS):
                writer.writerow((table.name, one.name, one.kind, one.text, " ".join(one.formats)))
