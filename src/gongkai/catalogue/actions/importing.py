"""Taking in a table of items, all or none."""

from datetime import date, datetime

from gongkai.catalogue.actions.drafting import WordingError, draft
from gongkai.catalogue.importing.sheet import Row
from gongkai.catalogue.models import Item
from gongkai.ledger.actions import action
from gongkai.organs.models import Organ, User


@action
def take_in(organ: Organ, rows: list[Row], *, on: date, at: datetime, by: User) -> list[Item]:
    """Draft an item for each row; where one is refused, none is drafted.

    Raises:
        WordingError: naming the row.
    """
    found = []
    for row in rows:
        try:
            found.append(draft(organ, row.column, row.wording, unit=row.unit, on=on, at=at, by=by))
        except WordingError as error:
            raise WordingError(f"第{row.number}行：{error}整个表格都没有导入，改正后请重新上传。") from error
    return found
