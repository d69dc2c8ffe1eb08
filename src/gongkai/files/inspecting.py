"""Looking through a kept content for what stands in it, seen or unseen, before everybody may fetch it."""

import json
import shutil
import uuid

from gongkai.files import confinement, disk
from gongkai.files.confined.inspection.passages import Mark, Passage
from gongkai.files.confined.names import PASSAGES
from gongkai.files.models import StoredFile

NOT_READ = Passage("文件", "文件没有检查完，请人工核对，或者用原来的软件另存后重新添加", Mark.UNREADABLE)


def passages(stored: StoredFile) -> list[Passage]:
    """What stands in a content; one that cannot be looked through says so, and never seems clean."""
    folder = disk.incoming(stored.organ_id, f"{uuid.uuid4()}.read")
    try:
        confinement.work("inspect", stored.kind, stored.path, folder)
        told = (folder / PASSAGES).read_text(encoding="utf-8")
    except (confinement.UnworkableError, OSError):
        return [NOT_READ]
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return [_passage(line) for line in told.splitlines()]


def _passage(line: str) -> Passage:
    found = json.loads(line)
    return Passage(found["place"], found["text"], Mark(found["mark"]))
