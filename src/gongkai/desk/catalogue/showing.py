"""How items are shown: their state with a light, what can be done next, and what was done."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse

from gongkai.catalogue.chain import REVIEWS
from gongkai.catalogue.choices import State, Verdict
from gongkai.catalogue.models import UNDER_REVIEW, Item, Publication, Remark
from gongkai.catalogue.queries.desk import open_findings
from gongkai.catalogue.rules import DRAFT, PUBLISH, STAGE_PERMISSIONS
from gongkai.desk.activity.wording import UNSEEN, act, who
from gongkai.ledger.queries import history
from gongkai.organs.models import User

KINDS = {
    State.DRAFT: "muted",
    **dict.fromkeys(UNDER_REVIEW, "wait"),
    State.READY: "info",
    State.SCHEDULED: "paused",
    State.PUBLISHED: "ok",
    State.FILED: "muted",
    State.WITHDRAWN: "overdue",
    State.DISCARDED: "muted",
}
NEXT_STEPS = ("submit", "review", "secrecy", "publish")
TIMELINE = {Verdict.PASSED: "ok", Verdict.REJECTED: "overdue", Verdict.NOTED: "wait"}
CAN_WITHDRAW = (State.PUBLISHED, State.DRAFT, *UNDER_REVIEW, State.READY, State.SCHEDULED)


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done with an item.

    Attributes:
        name: of its address, and its place on the page.
        label: on the button.
        is_link: whether it leads to a form; else it is done at once.
        blocked: why it cannot be done yet; then it is greyed.
        question: asked before it is done at once, where it cannot be undone.
    """

    name: str
    label: str
    is_link: bool = False
    blocked: str = ""
    question: str = ""
    url: str = ""

    @property
    def is_next(self) -> bool:
        """Whether it takes the item on its way."""
        return self.name in NEXT_STEPS


def kind_of(item: Item) -> str:
    """The badge of an item's state."""
    return KINDS[State(item.state)]


def light_words(item: Item) -> str:
    """The light of an item in words, for files."""
    if item.due_on is None:
        return ""
    if item.first_published_on is not None:
        return "逾期公开" if item.is_late else "按期公开"
    return item.due_on.isoformat()


def steps(item: Item, person: User, out: Publication | None) -> list[Step]:
    """What this person can do with an item now."""
    found = (*_drafting(item, person, out), *_reviewing(item, person), *_publishing(item, person, out))
    return [replace(step, url=reverse(f"desk:item-{step.name}", args=[item.pk])) for step in found]


def _drafting(item: Item, person: User, out: Publication | None) -> Iterator[Step]:
    if not person.has_perm(DRAFT, item):
        return
    if item.state == State.DRAFT:
        yield Step("submit", "送审")
        yield Step("change", "修改", is_link=True)
        if out is None:
            yield Step("discard", "作废", question="作废后不能恢复；各版本仍可查看。")
    elif item.state in UNDER_REVIEW:
        yield Step("recall", "收回修改", question="收回后可以修改，已经做过的审核要重新做。")


def _reviewing(item: Item, person: User) -> Iterator[Step]:
    permission = STAGE_PERMISSIONS.get(item.state, "")
    if not permission or not person.has_perm(permission, item):
        return
    if item.state == State.SECRECY:
        blocked = "送审人不能审查自己送审的条目" if person.pk == item.submitted_by_id else ""
        yield Step("secrecy", "保密审查", is_link=True, blocked=blocked)
    else:
        yield Step(
            "review",
            f"{State(item.state).label.removeprefix('待')}并校对",
            is_link=True,
            blocked=_apart(item, person),
        )


def _apart(item: Item, person: User) -> str:
    """Why this person cannot be the next of the three reviewers."""
    if person.pk == item.submitted_by_id:
        return "送审人不能审核自己送审的条目"
    passed = item.remarks.filter(version=item.version, verdict=Verdict.PASSED, stage__in=REVIEWS, by=person)
    return "三审应当由三名不同的人员完成，您已审核过这个版本" if passed.exists() else ""


def _publishing(item: Item, person: User, out: Publication | None) -> Iterator[Step]:
    if not person.has_perm(PUBLISH, item):
        return
    if item.state in (State.READY, State.SCHEDULED):
        count = open_findings(item).count()
        blocked = f"还有{count}处检查发现没有处理" if count else ""
        yield Step("publish", "立即发布", blocked=blocked)
        yield Step("schedule", "定时发布", is_link=True, blocked=blocked)
        if item.state == State.SCHEDULED:
            yield Step("unschedule", "取消定时")
        else:
            yield Step("return", "退回修改", is_link=True)
    yield from _out(item, out)


def _out(item: Item, out: Publication | None) -> Iterator[Step]:
    if item.state in (State.PUBLISHED, State.WITHDRAWN):
        yield Step("correct", "更正" if item.state == State.PUBLISHED else "重新公开", is_link=True)
    if item.state == State.PUBLISHED and out is not None:
        yield Step("mark", "标注有效性", is_link=True)
    if item.state == State.DRAFT and out is not None:
        yield Step("drop", "放弃更正", question="更正稿不再保留为待办，公开页面保持原样。")
    if out is not None and not out.is_withdrawn and item.state in CAN_WITHDRAW:
        yield Step("withdraw", "撤回", is_link=True)


def opinions(found: list[Remark]) -> Iterator[dict[str, Any]]:
    """What reviewers said, as a timeline."""
    for one in found:
        said = [f"第{one.version}版", one.get_conclusion_display() if one.conclusion else "", one.text]
        yield {
            "when": one.at,
            "title": f"{State(one.stage).label.removeprefix('待')}：{one.get_verdict_display()}"
            + ("（已校对）" if one.is_proofread else ""),
            "text": "；".join(filter(None, said)),
            "by": getattr(one, "by_name", None) or UNSEEN,
            "kind": TIMELINE[Verdict(one.verdict)],
        }


def happened(item: Item) -> Iterator[dict[str, Any]]:
    """What the ledger tells of an item, as a timeline."""
    for entry in history(item):
        yield {"when": entry.recorded_at, "title": act(entry.act), "by": who(entry), "kind": "muted"}
