"""What the words before a figure say it is. The word lists are data: ``data/annual/words.toml``."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai import data
from gongkai.law.annual.claims import Told

RESULT_WORDS = {
    "予以公开": Told.GRANTED,
    "部分公开": Told.PARTIAL,
    "不予公开": Told.DENIED,
    "无法提供": Told.UNAVAILABLE,
    "不予处理": Told.NOT_PROCESSED,
    "其他处理": Told.OTHER,
    "其它处理": Told.OTHER,
}
RESULT = re.compile("|".join(RESULT_WORDS))
NOT_GRANTED = ("不予以公开", "未予以公开")
LABEL_REACH = 8
REMEMBERED = 4096
HANDLING = frozenset({"received", "closed", "handled"})
TOPICS = ("withdrawn", "carried", "applicants_named", "disputes", "table_2", "received", "closed", "handled")
Label = tuple[tuple[Told, ...], bool]


@cache
def pattern(*lists: str) -> re.Pattern[str]:
    """One pattern for all words of those lists."""
    words = data.read_toml("annual/words.toml")
    return re.compile("|".join(re.escape(word) for name in lists for word in words[name]))


def has(text: str, *lists: str) -> bool:
    """Whether a word of those lists stands in the text."""
    return pattern(*lists).search(text) is not None


@cache
def _words(name: str) -> tuple[str, ...]:
    return tuple(data.read_toml("annual/words.toml")[name])


def stands_in(text: str, name: str) -> bool:
    """As ``has``, of a whole part: there each word by itself is found sooner than all by one pattern."""
    return any(word in text for word in _words(name))


@cache
def _topics() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern for the words of every topic, and the topic of each word.

    Plain words, not groups: the pattern can then skip what no word begins with.
    """
    words = data.read_toml("annual/words.toml")
    topic_of = {word: name for name in TOPICS for word in words[name]}
    topic_of |= dict.fromkeys(RESULT_WORDS, "results")
    return re.compile("|".join(map(re.escape, topic_of))), topic_of


@dataclass(frozen=True, slots=True)
class Clause:
    """What the clause before a figure says by itself.

    ``label`` is what the figure counts where its words leave no choice. Otherwise ``applicants``,
    ``disputes`` or ``handled`` is what it counts if the sentence, or what was told before, is about
    requests; ``sure`` says that no word of the clause makes that doubtful.
    """

    label: Label | None = None
    applicants: Told | None = None
    disputes: tuple[Told, ...] | None = None
    handled: Told | None = None
    sure: bool = True
    is_of_another_time: bool = False


@lru_cache(maxsize=REMEMBERED)
def clause(head: str) -> Clause:
    """What the clause says; results and carry-overs speak louder than verbs.

    Remembered, since the words of the form are those of many reports.
    """
    found = topics(head)
    label = simple_label(head)
    if not found or label:
        return Clause(label, is_of_another_time=bool(found) and has(head, "other_times"))
    applicants = applicants_label(head) if "applicants_named" in found else None
    disputes = handled = None
    sure = True
    if "disputes" in found:
        disputes = dispute_label(head)
        sure = not has(head, "received", "partial_scopes", "channels")
    elif "table_2" in found:
        label = table_2_label(head)
    elif found & HANDLING:
        handled = handling_label(head, found)
        sure = not has(head, "partial_scopes")
    return Clause(label, applicants, disputes, handled, sure, has(head, "other_times"))


def topics(head: str) -> set[str]:
    """What kinds of word the clause has, by the names of their lists; one pass over it."""
    words, topic_of = _topics()
    return {topic_of[word] for word in words.findall(head)}


@lru_cache(maxsize=REMEMBERED)
def simple_label(head: str) -> Label | None:
    """A result, a withdrawal or a carry-over that the clause names."""
    found = topics(head)
    label = result_label(head) if "results" in found else None
    if label is None and "withdrawn" in found and "复议" not in head:
        label = (Told.WITHDRAWN,), True
    if label is None and "carried" in found:
        label = carried_label(head)
    return label


def result_label(head: str) -> Label | None:
    """The result classes a clause names, and whether the words leave no doubt."""
    found = list(RESULT.finditer(head))
    if not found or any(word in head for word in NOT_GRANTED):
        return None
    if "分别" in head or has(head, "parts_of_results", "differences"):
        return None
    after = head[found[-1].end() :]
    sure = len(after) <= LABEL_REACH and "等" not in after and not has(after, "other_matters")
    return tuple(dict.fromkeys(RESULT_WORDS[match[0]] for match in found)), sure


def carried_label(head: str) -> Label | None:
    """Carried in from last year or out into next, where the direction is said."""
    if has(head, "received"):
        return None
    into_next, from_last = has(head, "to_next_year"), has(head, "from_last_year")
    if into_next == from_last:
        return None
    return ((Told.CARRIED_OUT,) if into_next else (Told.CARRIED_IN,)), not has(
        head, "differences", "channels"
    )


def applicants_label(head: str) -> Told | None:
    """Natural or legal persons, where the clause names one of them and nothing else."""
    natural, legal = "自然人" in head, "法人" in head
    if natural == legal or has(head, "everybody", "other_matters", "differences"):
        return None
    return Told.NATURAL if natural else Told.LEGAL


def dispute_label(head: str) -> tuple[Told, ...] | None:
    """Reconsiderations, suits, or both together."""
    review, suit = "复议" in head, "诉讼" in head
    if "各" in head or has(head, "dispute_foreign", "differences"):
        return None
    if review and suit:
        after = "经复议" in head or "复议后" in head
        return None if after else (Told.RECONSIDERATION, Told.SUITS)
    return (Told.RECONSIDERATION if review else Told.SUITS,)


def table_2_label(head: str) -> Label | None:
    """Normative documents made or repealed, decisions on permits or penalties."""
    if "规范性文件" in head:
        return _norms_label(head)
    permit, penalty = "行政许可" in head, "行政处罚" in head
    if permit == penalty or not has(head, "decided") or has(head, "differences"):
        return None
    return ((Told.PERMITS,) if permit else (Told.PENALTIES,)), "决定" in head


def _norms_label(head: str) -> Label | None:
    made, repealed = has(head, "made"), has(head, "repealed")
    if made == repealed or has(head, "norm_foreign", "differences"):
        return None
    return ((Told.NORMS,), "制发行政规范性文件" in head) if made else ((Told.NORMS_REPEALED,), False)


def handling_label(head: str, found: set[str]) -> Told | None:
    """Received, closed, or one word for either; None where something else than requests is meant."""
    if has(head, "other_matters", "differences", "other_times", "channels"):
        return None
    if "received" in found and not found & {"closed", "handled"}:
        return Told.RECEIVED
    if "closed" in found and "received" not in found:
        return Told.CLOSED
    return Told.HANDLED
