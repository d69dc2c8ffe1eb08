"""检索: what must lie behind «does not exist» (条例 36(4))."""

from collections.abc import Iterable

from gongkai.law.casefile import CaseFile
from gongkai.law.checks.verdicts import Verdict, lacking, verdict
from gongkai.law.evidence import Search
from gongkai.law.statutes import GIR, INTERPRETATION_2025, cites

NOT_HELD = GIR.art(36, item=4)
FEWEST_KEYWORDS = 2
TITLE_MARKS = "《》“”\"' 　"


@cites(NOT_HELD, INTERPRETATION_2025.part())
def c08_search_is_on_file(file: CaseFile) -> Verdict:
    """«Does not exist» rests on a written search of systems, archives and units."""
    searches = file.all_searches
    if searches is None:
        return verdict(NOT_HELD, ok="", missing=["检索记录"])
    if not searches:
        return verdict(NOT_HELD, ok="", faults=["没有检索即答复政府信息不存在，请先检索并填写检索记录"])
    places = {
        "业务系统": gathered(search.systems for search in searches),
        "档案": gathered(search.archives for search in searches),
        "业务科室": gathered(search.units for search in searches),
        "检索词": gathered(search.keywords for search in searches),
        "截图或者检索单等附件": gathered(search.attachments for search in searches),
    }
    return verdict(
        NOT_HELD,
        ok=f"已有{len(searches)}次检索的记录。",
        faults=[
            f"检索记录中没有{name}，请补充检索并留存后再出具政府信息不存在告知书（L18）"
            for name, found in places.items()
            if found == ()
        ],
        missing=[*lacking(places), *_unsaid(searches)],
    )


@cites(NOT_HELD)
def c09_search_went_beyond_the_title(file: CaseFile) -> Verdict:
    """The search used other words than the applicant's own title, and looked by content."""
    searches = file.all_searches or ()
    keywords = gathered(search.keywords for search in searches)
    described = any(search.by_content for search in searches)
    words = {word.strip(TITLE_MARKS) for word in keywords or ()} - {""}
    titles = {item.strip(TITLE_MARKS) for item in file.items or ()}
    return verdict(
        NOT_HELD,
        ok=f"用了{len(words)}个检索词并按内容特征检索。",
        faults=[
            f"检索词只有{len(words)}个，请增加同义词、简称后再检索一次"
            if keywords is not None and len(words) < FEWEST_KEYWORDS
            else None,
            "检索词全是申请人所写的名称，请改用内容特征词再检索一次" if words and words <= titles else None,
        ],
        missing=[
            "检索词" if keywords is None else None,
            None if described else "按内容特征（事项、时间、地点、当事人）检索的说明",
        ],
    )


def gathered(parts: Iterable[tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """All that several records name together; None where none of them says anything.

    >>> gathered([("公文系统",), None, ("档案库",)]), gathered([None]), gathered([()])
    (('公文系统', '档案库'), None, ())
    """
    known = [part for part in parts if part is not None]
    return tuple(name for part in known for name in part) if known else None


def _unsaid(searches: tuple[Search, ...]) -> list[str]:
    """What some search leaves out: the time covered, who searched, what came of it."""
    return [
        f"第{number}次检索的{name}"
        for number, search in enumerate(searches, start=1)
        for name in lacking({"时间范围": search.period, "检索人": search.by, "结果": search.result})
    ]
