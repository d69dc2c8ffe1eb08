"""What pages that were counted are called."""

import re
from collections.abc import Iterable, Mapping

from gongkai.catalogue.models import Column, Publication, Topic

# Pages that every organ has, as their addresses end.
FIXED: Mapping[str, str] = {
    "": "首页",
    "guide/": "政府信息公开指南",
    "systems/": "政府信息公开制度",
    "catalogue/": "法定主动公开内容",
    "reports/": "政府信息公开年报",
    "ask/": "依申请公开",
    "follow/": "查询申请办理进度",
    "report-error/": "为本页纠错",
    "search/": "搜索",
    "map/": "站点地图",
    "topics/": "专题",
}
ITEM = re.compile(r"items/(\d{1,18})/")
COLUMN = re.compile(r"columns/(.+)/")
TOPIC = re.compile(r"topics/([^/]+)/")
REPORT = re.compile(r"reports/(\d{4})/")


def names(organ: int, pages: Iterable[str]) -> Mapping[str, str]:
    """The title of each page, as its readers see it; its address where it is gone."""
    wanted = list(pages)
    found = {page: FIXED.get(page, f"/{page}") for page in wanted}
    items = Publication.objects.filter(organ=organ, pk__in=map(int, _parts(ITEM, wanted)))
    found |= {f"items/{pk}/": title for pk, title in items.values_list("pk", "title")}
    columns = Column.objects.filter(organ=organ, path__in=_parts(COLUMN, wanted)).values_list("path", "name")
    found |= {f"columns/{path}/": f"栏目：{name}" for path, name in columns}
    topics = Topic.objects.filter(organ=organ, slug__in=_parts(TOPIC, wanted)).values_list("slug", "name")
    found |= {f"topics/{slug}/": f"专题：{name}" for slug, name in topics}
    return found | {f"reports/{year}/": f"{year}年政府信息公开年报" for year in _parts(REPORT, wanted)}


def _parts(pattern: re.Pattern[str], pages: Iterable[str]) -> list[str]:
    return [found[1] for page in pages if (found := pattern.fullmatch(page))]
