"""The claims of a report's narrative: which figure is said to be what. Verbs decide.

Only wordings that are understood become claims; a figure that could mean something else is left
alone, since a false alarm costs an office more than a missed one.
"""

import re
from dataclasses import dataclass, field

from gongkai.audit.claims.fees import PART_SIX, fee_of
from gongkai.audit.claims.figures import COUNTS, PERCENT, Mention, mentions, tail_of
from gongkai.audit.claims.words import Clause, Label, clause, has, pattern, simple_label, stands_in
from gongkai.audit.report import PublishedReport
from gongkai.law.annual.claims import (
    RESULTS,
    Claim,
    Growth,
    Itemised,
    Narrative,
    Share,
    Told,
)

TEXT_PARTS = (1, 2, 3, 4)
DISPUTES_PART = 4
YEAR = re.compile(r"(20\d\d)年")
PHRASE = re.compile(r"[^，。；,;\n]{0,40}")
OPENERS = ("其中", "含", "包括")
CLOSING = ("）", ")")
FALLS = ("下降", "减少", "降低", "降幅")
TAIL_HEADS = ("", "有", "其中", "另有", "另", "其中有", "对", "对其中", "共", "共有")
SHARED = frozenset({*RESULTS, Told.NATURAL, Told.LEGAL, Told.WITHDRAWN})
COMPARED = frozenset({Told.RECEIVED, Told.HANDLED, Told.CLOSED, Told.CARRIED_IN, Told.CARRIED_OUT})
WHOLES = frozenset({Told.RECEIVED, Told.HANDLED})
SHARE_REACH, GROWTH_REACH, PART_REACH = 16, 24, 25
SENTENCE_REACH = 300
# No narrative comes near this; a file that does is not read to its end for claims.
LONGEST = 200_000
PARTS_AT_LEAST = 3
QUOTED = 30


def narrative_of(report: PublishedReport) -> Narrative:
    """Everything the report's text claims about its tables."""
    told = {number: report.parts[number][:LONGEST] for number in TEXT_PARTS if number in report.parts}
    if 1 not in told:
        told = {0: report.text[:LONGEST]}
    readers = [_Reader(body, report.year, number == DISPUTES_PART) for number, body in told.items() if body]
    for reader in readers:
        reader.read()
    return Narrative(
        claims=tuple(claim for reader in readers for claim in reader.claims),
        shares=tuple(share for reader in readers for share in reader.shares),
        growths=tuple(growth for reader in readers for growth in reader.growths),
        itemised=tuple(split for reader in readers for split in reader.itemised),
        all_upheld=next((quote for body in told.values() if (quote := _all_upheld(body))), ""),
        fee=fee_of(report.parts, report.text),
        has_part_six=PART_SIX in report.parts,
    )


def _all_upheld(body: str) -> str:
    """The words that all disputes were upheld, unless only the decided ones are meant."""
    found = pattern("all_upheld").search(body) if stands_in(body, "all_upheld") else None
    if found is None:
        return ""
    begin = max(body.rfind("。", 0, found.start()), body.rfind("\n", 0, found.start())) + 1
    sentence = body[begin : found.end()]
    if not ("复议" in sentence or "诉讼" in sentence) or has(sentence, "upheld_of_decided"):
        return ""
    return sentence[-QUOTED:]


@dataclass(slots=True)
class _Reader:
    """Goes through one part, figure by figure, and keeps what it was last told of."""

    body: str
    year: int | None
    about_disputes: bool
    claims: list[Claim] = field(default_factory=list)
    shares: list[Share] = field(default_factory=list)
    growths: list[Growth] = field(default_factory=list)
    itemised: list[Itemised] = field(default_factory=list)
    last: Claim | None = None
    outer: Claim | None = None
    compared: Claim | None = None
    on_requests: bool = False
    whole: Claim | None = None
    parts: list[int] = field(default_factory=list)
    sentence: int = -1
    told_year: int | None = None

    def read(self) -> None:
        """Read the part to its end."""
        for mention in mentions(self.body):
            if mention.sentence != self.sentence:
                self._begin_sentence(mention)
            if "年" in mention.gap and (years := YEAR.findall(self._said(mention))):
                self.told_year = int(years[-1])
            if mention.unit in PERCENT:
                self._percentage(mention)
            elif mention.unit in COUNTS:
                self._count(mention)
            else:
                self.last = None
        self._end_list()
        self._nothing_at_all()

    def _begin_sentence(self, mention: Mention) -> None:
        """A new sentence forgets the last, unless it goes on with 其中; a new paragraph, its topic."""
        self._end_list()
        self.on_requests = self.on_requests and "\n" not in mention.gap
        self.sentence = mention.sentence
        goes_on = self.body.startswith(("其中", "从"), mention.sentence)
        self.last = self.outer = self.told_year = None
        if not goes_on:
            self.compared = self.whole = None

    def _count(self, mention: Mention) -> None:
        said = clause(mention.head)
        label = said.label or self._label(mention, said)
        if label is None or said.is_of_another_time or self._is_of_another_year():
            self._part(mention)
            self.last = None
            if "申请" not in mention.head and has(mention.head, "other_matters"):
                self.on_requests = False
                self.compared = None
            return
        what, sure = label
        inside = self.last.what if self.last and self._opens(mention) else ()
        step = max(int(mention.step), 1)
        claim = Claim(what, int(mention.number), self._quote(mention), step, sure and step == 1, inside)
        self.claims.append(claim)
        self._remember(claim, mention)

    @staticmethod
    def _opens(mention: Mention) -> bool:
        context = mention.context
        return "另" not in context and any(word in context for word in OPENERS)

    def _remember(self, claim: Claim, mention: Mention) -> None:
        """What later figures may refer to; the count before a bracket, after the bracket closes."""
        if "（" in mention.context or "(" in mention.context:
            self.outer = self.last
        elif mention.gap.startswith(CLOSING):
            self.outer = None
        self.last = claim
        if claim.what[0] in COMPARED:
            self.on_requests = True
            if self.outer is None:
                self.compared = claim
        self._whole(claim)

    def _label(self, mention: Mention, said: Clause) -> Label | None:
        """What the words before the figure say it is in their place, or else the words after it."""
        label = None
        if said.applicants:
            label = self._applicants(mention, said.applicants)
        if label is None and said.disputes:
            label = self._disputes(mention, said.disputes, sure=said.sure)
        if label is None and said.handled:
            label = self._handled(mention, said.handled, sure=said.sure)
        if label is None and mention.head in TAIL_HEADS:
            label = simple_label(tail_of(self.body, mention))
        return label

    def _applicants(self, mention: Mention, what: Told) -> Label | None:
        if "申请" not in mention.head and not self.on_requests:
            return None
        return (what,), self.compared is not None

    def _disputes(self, mention: Mention, what: tuple[Told, ...], *, sure: bool) -> Label | None:
        said = self._said(mention)
        if "备案" in said or not (self.about_disputes or has(said, "disclosure")):
            return None
        return what, sure

    def _handled(self, mention: Mention, what: Told, *, sure: bool) -> Label | None:
        said, tail = self._said(mention), tail_of(self.body, mention)
        named = "申请" in mention.head or "申请" in tail
        about = "申请" in said and has(said, "disclosure") and not has(said, "other_matters")
        if not (named or self.on_requests or about):
            return None
        is_told = self.compared is not None or (named and has(said + tail, "disclosure"))
        return (what,), sure and is_told

    def _said(self, mention: Mention) -> str:
        """The sentence up to the figure, as far back as words still bear on it."""
        return self.body[max(mention.sentence, mention.start - SENTENCE_REACH) : mention.start]

    def _is_of_another_year(self) -> bool:
        """Whether the sentence last named another year than the report's."""
        return bool(self.told_year and self.year and self.told_year != self.year)

    def _quote(self, mention: Mention) -> str:
        tail = tail_of(self.body, mention) if mention.head in TAIL_HEADS else ""
        return mention.head[-QUOTED:].lstrip("、") + self.body[mention.start : mention.end] + tail

    def _whole(self, claim: Claim) -> None:
        """A count of all requests may be split up after it; any other claim ends the list."""
        if claim.what[0] in WHOLES:
            self._end_list()
            self.whole = claim
        elif self.parts or claim.what[0] not in COMPARED:
            self.parts = []
            self.whole = None

    def _part(self, mention: Mention) -> None:
        """An unnamed count after 其中 is a part of the whole told before."""
        if self.whole is None:
            return
        begins = not self.parts and "其中" in mention.gap
        if has(mention.head, "differences", "other_times", "other_matters"):
            self.parts, self.whole = [], None
        elif begins or (self.parts and len(mention.gap) <= PART_REACH):
            self.parts.append(int(mention.number))

    def _end_list(self) -> None:
        if self.whole is not None and len(self.parts) >= PARTS_AT_LEAST:
            self.itemised.append(Itemised(self.whole, tuple(self.parts), self.whole.quote))
        self.parts = []

    def _percentage(self, mention: Mention) -> None:
        gap = mention.gap
        after_aside = self.outer if gap.startswith(CLOSING) else None
        if has(gap, "differences"):
            base = after_aside if after_aside and after_aside.what[0] in COMPARED else self.compared
            if base and len(gap) <= GROWTH_REACH and self._is_against_last_year(gap):
                falls = any(word in gap for word in FALLS)
                percent = -mention.number if falls else mention.number
                self.growths.append(Growth(base, percent, self._quote_back(mention, base)))
            return
        base = after_aside or self.last
        if base and base.what[0] in SHARED and len(gap) <= SHARE_REACH and "占" in gap and "全" not in gap:
            self.shares.append(Share(base, mention.number, self._quote_back(mention, base)))

    @staticmethod
    def _is_against_last_year(gap: str) -> bool:
        return any(
            word in gap for word in ("同比", "较上年", "比上年", "较去年", "比去年", "与上年", "与去年")
        )

    def _quote_back(self, mention: Mention, claim: Claim) -> str:
        between = mention.gap.lstrip("，；）)")
        return f"{claim.quote}……{between}{self.body[mention.start : mention.end]}"

    def _nothing_at_all(self) -> None:
        """未收到申请, 未发生行政复议 and the like are claims of 0."""
        for found in pattern("none").finditer(self.body):
            rest = PHRASE.match(self.body, found.start())
            phrase = rest[0] if rest else ""
            what = self._none_of(phrase)
            if what and not has(phrase, "none_foreign"):
                disclosed = self.about_disputes or has(phrase, "disclosure")
                self.claims.extend(Claim((told,), 0, phrase, sure=disclosed) for told in what)

    @staticmethod
    def _none_of(phrase: str) -> list[Told]:
        disputes = [Told.RECONSIDERATION] if "复议" in phrase else []
        if "诉讼" in phrase:
            disputes.append(Told.SUITS)
        if disputes:
            return disputes
        is_request = "申请" in phrase and has(phrase, "disclosure")
        is_part = has(phrase, "channels", "parts_of_results", "applicants")
        return [Told.RECEIVED] if is_request and not is_part else []
