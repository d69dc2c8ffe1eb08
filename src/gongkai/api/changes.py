"""What changed, for mirrors: everything from the last change that one has seen."""

from collections.abc import Mapping
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from gongkai.api.organs import organ_at
from gongkai.api.paging import OfOrgan, Stretch
from gongkai.api.problems import Problem
from gongkai.catalogue.models import Publication
from gongkai.opendata.queries import traces
from gongkai.opendata.records import FullItemRecord, WithdrawnRecord, full_item_record, withdrawn_record

router = Router(tags=["变更"])


class Followed(OfOrgan, Stretch):
    """From where on changes are read."""

    after: int = Field(
        0, ge=0, lt=10**18, description="已经处理到哪个变更序号；从头开始用 0，以后用上次返回的 after"
    )


class Change(BaseModel):
    """一个条目的最新状态"""

    change: int = Field(description="变更序号，越新越大")
    id: int = Field(description="条目编号")
    kind: Literal["published", "withdrawn"] = Field(
        description="published：保存 item 的内容，替换旧的；withdrawn：删除已保存的内容"
    )
    item: FullItemRecord | None = Field(description="现在公开的内容；已撤回的为空")
    withdrawn: WithdrawnRecord | None = Field(description="撤回说明；没有撤回的为空")


class Changes(BaseModel):
    """一批变更"""

    results: list[Change] = Field(description="从旧到新")
    after: int = Field(description="下次请求的 after 参数")
    more: bool = Field(description="是否还有：有则立即接着读，没有则过一段时间再读")


@router.get(
    "/changes",
    response={200: Changes, 400: Problem, 404: Problem, 429: Problem},
    summary="某个序号之后的变更，撤回的也在其中",
)
def change_list(
    request: HttpRequest,  # noqa: ARG001  ninja's signature
    asked: Query[Followed],
) -> Mapping[str, Any]:
    rows = traces().filter(change__gt=asked.after)
    if asked.organ:
        rows = rows.filter(organ=organ_at(asked.organ))
    found = list(rows.order_by("change")[: asked.limit + 1])
    shown = found[: asked.limit]
    return {
        "results": [_change(row) for row in shown],
        "after": shown[-1].change if shown else asked.after,
        "more": len(found) > asked.limit,
    }


def _change(row: Publication) -> Change:
    if row.withdrawn_at is not None:
        withdrawn = withdrawn_record(row, row.withdrawn_at)
        return Change(change=row.change, id=row.pk, kind="withdrawn", item=None, withdrawn=withdrawn)
    return Change(change=row.change, id=row.pk, kind="published", item=full_item_record(row), withdrawn=None)
