"""Writing the paragraphs of the guide, of which every version is kept."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime

from gongkai.catalogue.events import GuideRevised
from gongkai.catalogue.guide import LONGEST, parts
from gongkai.catalogue.models import GuideVersion
from gongkai.catalogue.queries.public import guide
from gongkai.ledger.actions import RefusedError, action, record
from gongkai.organs.models import Organ, User


class GuideError(RefusedError):
    """The guide cannot be written like that; the message says what to do."""


@action
def revise_guide(
    organ: Organ, texts: Mapping[str, str], *, seen: int, on: date, at: datetime, by: User
) -> GuideVersion:
    """Write the guide's paragraphs; the version before is kept.

    Args:
        organ: whose guide it is.
        texts: by the keys of ``guide.parts``; those left out are as shipped.
        seen: the number of the version that the person saw, 0 for none.
        on: the day.
        at: the moment.
        by: who writes it.

    Raises:
        GuideError: somebody else wrote it meanwhile, nothing changed, or a paragraph is too long.
    """
    before = guide(organ.pk)
    number = before.number if before else 0
    if number != seen:
        raise GuideError("您打开页面之后，其他人已经修改了指南。您填写的内容还在，请核对后再保存。")
    known = {part.key: part for part in parts()}
    kept = {key: text.strip() for key, text in texts.items() if key in known}
    if too_long := [known[key].title for key, text in kept.items() if len(text) > LONGEST]:
        raise GuideError(f"“{too_long[0]}”太长，请缩短到{LONGEST}字以内。")
    if kept == (before.texts if before else {}):
        raise GuideError("内容没有变化，不需要保存。")
    row = GuideVersion.objects.create(organ=organ, number=number + 1, texts=kept, made_at=at)
    text = json.dumps(kept, ensure_ascii=False, sort_keys=True)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    record(GuideRevised(version=row.number, sha256=sha256), about=row, on=on, by=by)
    return row
