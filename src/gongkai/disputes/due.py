"""What is due of disputes: answers to the reconsideration organ and defences to the court."""

from collections.abc import Iterator
from datetime import date

from gongkai.disputes.queries import to_answer
from gongkai.notices.due import DueItem
from gongkai.organs.models import Role
from gongkai.organs.queries import running

KEEPERS = (Role.HEAD, Role.LEGAL)


def answers_due(organ: int, on: date) -> Iterator[DueItem]:
    """Every dispute that waits for an answer: the limits are short, so all are told."""
    keepers = running(on).filter(organ=organ, role__in=KEEPERS)
    people = frozenset(keepers.values_list("user", flat=True))
    for dispute in to_answer(organ):
        handler = {dispute.handler_id} if dispute.handler_id else set()
        yield DueItem(
            title=f"提交{dispute.answer_word}：{dispute}",
            due=dispute.limit_on,
            url=f"/desk/disputes/{dispute.pk}/",
            organ=organ,
            people=people | handler,
        )
