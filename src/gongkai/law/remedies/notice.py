"""救济告知: which of the remedy notices a letter carries, and its words.

A refusal under articles 14 to 16 decided since 2024 goes to reconsideration first, and the letter
must say so; every other final letter offers reconsideration or suit. Right, organ and time limit
always stand in the notice together: where one is missing, the limit grows to a year.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from string import Formatter

from gongkai.law.events import Delivery
from gongkai.law.outcomes import Ground, LetterKind, is_refusal_ground, kind_of
from gongkai.law.practice import Practice
from gongkai.law.remedies.limits import (
    RECONSIDERATION_DAYS,
    SUIT_AFTER_RECONSIDERATION_DAYS,
    SUIT_MONTHS,
)
from gongkai.law.remedies.organs import OrganKind, RemedyError, Role, reconsideration_organ
from gongkai.law.statutes import LITIGATION, RECONSIDERATION, RECONSIDERATION_2017, Provision, cites

ANY_COURT = "有管辖权的人民法院"
REGISTER_QUERY, RE_REPLY = "L17", "L32"


class RemedyForm(StrEnum):
    """The kinds of notice: none, reconsideration first, free choice, and both in one reply."""

    NONE = "none"
    FIRST = "first"
    FREE = "free"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A reconsideration organ by its full name, and what it is to the organ that replies."""

    role: Role
    name: str
    address: str = ""
    phone: str = ""

    @property
    def text(self) -> str:
        """The name with address and telephone, as far as they are known."""
        known = [f"地址：{self.address}" if self.address else "", f"电话：{self.phone}" if self.phone else ""]
        reach = "，".join(filter(None, known))
        return f"{self.name}（{reach}）" if reach else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Who replies, who reviews, and how the letter is served.

    ``court`` may be left empty; the notice then speaks of 有管辖权的人民法院. ``online_channel``
    is where an application for reconsideration can be filed on the internet.
    """

    organ: OrganKind
    reviewers: tuple[Reviewer, ...]
    delivery: Delivery
    court: str = ""
    online_channel: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A letter as far as its remedy depends on it.

    ``withheld`` are the grounds of the parts of a partial release that are not released, in the
    order in which the letter numbers them; ``replaces`` is the kind that a new reply (L32)
    answers by; ``paper`` is what the letter calls itself, as 本答复书.
    """

    code: str
    on: date
    withheld: tuple[Provision, ...] = ()
    replaces: str = ""
    paper: str = "本答复书"

    @property
    def kind(self) -> LetterKind:
        """The kind whose ground counts.

        Raises:
            RemedyError: a new reply does not say by which kind it answers.
        """
        if self.code != RE_REPLY:
            return kind_of(self.code)
        if not self.replaces:
            raise RemedyError("重新答复书（L32）应当写明按哪一种文书答复，例如 L13 或者 L16d")
        return kind_of(self.replaces)


@dataclass(frozen=True, slots=True)
class Remedy:
    """The notice as printed, its form, and the provisions it rests on."""

    form: RemedyForm
    text: str
    basis: tuple[Provision, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyTexts:
    """The wordings; each names in braces what is filled in."""

    first: str
    free: str
    mixed: str
    online: str
    ruling: str

    @classmethod
    def from_facts(cls, facts: Mapping[str, str]) -> "RemedyTexts":
        """The wordings from the data file.

        Raises:
            RemedyError: a wording is missing, or lacks the place for an organ or a limit.
        """
        for name, wanted in REQUIRED_PLACES.items():
            found = {place for _, place, _, _ in Formatter().parse(facts.get(name, "")) if place}
            if found != wanted:
                raise RemedyError(f"救济告知“{name}”应当恰有这些空：{'、'.join(sorted(wanted))}")
        return cls(**{name: facts[name] for name in REQUIRED_PLACES})


BOTH_LIMITS = {"document", "paper", "organs", "days", "months", "court"}
REQUIRED_PLACES = {
    "first": {"document", "paper", "organs", "days", "after"},
    "free": BOTH_LIMITS,
    "mixed": BOTH_LIMITS | {"parts", "after", "names"},
    "online": {"channel"},
    "ruling": {"organs"},
}


@cites(
    RECONSIDERATION.art(23, 1, 4),
    RECONSIDERATION.art(23, 2),
    LITIGATION.art(44),
    rests_on=("partial_refusal_needs_reconsideration_first", "register_query_needs_reconsideration_first"),
)
def remedy_form(decision: Decision, practice: Practice) -> RemedyForm:
    """Which notice a letter carries, by its kind, the grounds it withholds on, and its day.

    Raises:
        RemedyError: as ``Decision.kind``.
    """
    kind = decision.kind
    if kind.ground is Ground.NONE:
        return RemedyForm.NONE
    if not RECONSIDERATION.is_in_force(decision.on):
        return RemedyForm.FREE
    if kind.code == REGISTER_QUERY and practice.register_query_needs_reconsideration_first:
        return RemedyForm.FIRST
    if kind.ground is Ground.REFUSAL:
        return RemedyForm.FIRST
    if kind.ground is Ground.MIXED and practice.partial_refusal_needs_reconsideration_first:
        return RemedyForm.MIXED if refused_parts(decision) else RemedyForm.FREE
    return RemedyForm.FREE


def refused_parts(decision: Decision) -> tuple[int, ...]:
    """The numbers, from 1, of the parts withheld under articles 14 to 16."""
    numbered = enumerate(decision.withheld, 1)
    return tuple(number for number, provision in numbered if is_refusal_ground(provision))


@cites(
    RECONSIDERATION.art(20),
    RECONSIDERATION.art(22, 2),
    RECONSIDERATION.art(23, 2),
    RECONSIDERATION_2017.art(9),
    LITIGATION.art(46),
    rests_on=("partial_refusal_needs_reconsideration_first", "register_query_needs_reconsideration_first"),
)
def remedy(decision: Decision, venue: Venue, texts: RemedyTexts, practice: Practice) -> Remedy:
    """The notice a final letter must carry: the right, the organ and the time limit.

    Raises:
        RemedyError: the letter is procedural and carries none; the organ is not the one of the
            law of the day; or the letter is served online and no online channel is named.
    """
    form = remedy_form(decision, practice)
    if form is RemedyForm.NONE:
        raise RemedyError(f"《{decision.kind.title}》（{decision.code}）是程序性文书，不写救济途径")
    check_reviewers(venue, on=decision.on)
    wording = {RemedyForm.FIRST: texts.first, RemedyForm.FREE: texts.free, RemedyForm.MIXED: texts.mixed}
    organs = "或者".join(reviewer.text for reviewer in venue.reviewers)
    names = "或者".join(reviewer.name for reviewer in venue.reviewers)
    text = wording[form].format(
        document=decision.paper.removesuffix("书"),
        paper=decision.paper,
        organs=organs,
        names=names,
        days=RECONSIDERATION_DAYS,
        months=SUIT_MONTHS,
        after=SUIT_AFTER_RECONSIDERATION_DAYS,
        court=venue.court or ANY_COURT,
        parts="、".join(f"第{number}项" for number in refused_parts(decision)),
    )
    if any(reviewer.role is Role.ITSELF for reviewer in venue.reviewers):
        text += texts.ruling.format(organs=venue.reviewers[0].name)
    return Remedy(form, text + online_sentence(decision, venue, texts), basis_of(form, decision.on))


@cites(
    RECONSIDERATION.art(24),
    RECONSIDERATION.art(25),
    RECONSIDERATION.art(27),
    RECONSIDERATION.art(28),
    *(RECONSIDERATION_2017.art(number) for number in (12, 13, 14, 15)),
)
def check_reviewers(venue: Venue, *, on: date) -> None:
    """Refuse reconsideration organs that are not all, and only, those of the law of the day.

    Raises:
        RemedyError: one is missing, has no name, or is not competent; the message says which is.
    """
    rule = reconsideration_organ(venue.organ, on=on)
    given = [reviewer.role for reviewer in venue.reviewers]
    right = "或者".join(role.label for role in rule.choices)
    for reviewer in venue.reviewers:
        if reviewer.role not in rule.choices:
            raise RemedyError(
                f"{on.isoformat()}作出的决定，不能告知向{reviewer.role.label}申请行政复议："
                f"{venue.organ.label}的复议机关是{right}（{rule.basis}）"
            )
        if not reviewer.name.strip():
            raise RemedyError(f"没有写明复议机关（{reviewer.role.label}）的全称")
    for role in rule.choices:
        if given.count(role) != 1:
            raise RemedyError(
                f"复议机关应当写{right}（{rule.basis}），{role.label}应当恰写一个，现为{given.count(role)}个"
            )


@cites(RECONSIDERATION.art(22, 2))
def online_sentence(decision: Decision, venue: Venue, texts: RemedyTexts) -> str:
    """Where to file on the internet, told whenever the decision is served on the internet.

    Raises:
        RemedyError: served online since 2024 and no channel is named.
    """
    if venue.delivery is not Delivery.ONLINE:
        return ""
    if venue.online_channel.strip():
        return texts.online.format(channel=venue.online_channel)
    if RECONSIDERATION.is_in_force(decision.on):
        raise RemedyError(
            "通过互联网送达的，应当同时写明提交行政复议申请的互联网渠道"
            f"（{RECONSIDERATION.art(22, 2)}），请填写网址"
        )
    return ""


def basis_of(form: RemedyForm, on: date) -> tuple[Provision, ...]:
    """The provisions a notice of that form rests on, by the law of the day."""
    if not RECONSIDERATION.is_in_force(on):
        return (RECONSIDERATION_2017.art(9), LITIGATION.art(44), LITIGATION.art(45), LITIGATION.art(46, 1))
    first = (RECONSIDERATION.art(23, 1, 4), RECONSIDERATION.art(23, 2), LITIGATION.art(45))
    free = (LITIGATION.art(44), LITIGATION.art(45), LITIGATION.art(46, 1))
    by_form = {
        RemedyForm.NONE: (),
        RemedyForm.FIRST: first,
        RemedyForm.FREE: free,
        RemedyForm.MIXED: (*first, *free),
    }
    return tuple(dict.fromkeys((RECONSIDERATION.art(20, 1), *by_form[form])))
