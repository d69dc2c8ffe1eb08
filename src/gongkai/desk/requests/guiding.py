"""What comes next in a case: the step that the law asks for now, the others that are open, and why not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.urls import reverse

from gongkai.desk.requests.moving import BY_NUMBER
from gongkai.law.events import ThirdPartyTold
from gongkai.law.procedure import MOVES, Case, MoveStatus, Opinion, State
from gongkai.letters.models import Letter
from gongkai.organs.models import User
from gongkai.requests.models import CaseLetter, InfoRequest
from gongkai.requests.queries import letters_of, moves
from gongkai.requests.sending import is_reply

# Moves that happen through a letter: its code.
BY_LETTER = {"E09": "L02", "E19": "L04", "E20": "L10", "E23": "L11", "E24a": "L28"}
TELLING = "L07"
SEVEN = "补不补、是不是、谁负责、有没有、给不给、怎么给、怎么答"
ENDING_LETTERS = {State.SUPPLEMENT_LAPSED: "L03", State.FEE_LAPSED: "L29", State.WITHDRAWN: "L31"}
SENDING = {Letter.State.SIGNED: "发出", Letter.State.RETURNED: "重新发出"}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done: the words on the button, where it leads, and why now.

    ``posts``: the button itself acts; ``party`` is the label of the consultee it is about.
    """

    label: str
    url: str
    why: str = ""
    posts: bool = False
    party: str = ""


@dataclass(frozen=True)
class Guide:
    """What one person can do with a request today."""

    request: InfoRequest
    case: Case
    person: User
    on: date

    @cached_property
    def statuses(self) -> Sequence[MoveStatus]:
        return moves(self.case, self.on)

    @cached_property
    def open(self) -> frozenset[str]:
        return frozenset(status.number for status in self.statuses if status.allowed)

    @cached_property
    def letters(self) -> list[CaseLetter]:
        return list(letters_of(self.request))

    @property
    def next(self) -> Step | None:
        """The step that the case waits for; None where it waits for somebody else or for nothing."""
        return next(iter(self._pressing()), None)

    @property
    def others(self) -> list[Step]:
        """The other steps that are open, letters among them."""
        first, found = self.next, dict[tuple[str, str], Step]()
        for step in (*self._pressing(), *self._others()):
            found.setdefault((step.url, step.party), step)
        return [step for step in found.values() if first is None or step.url != first.url]

    @property
    def closed(self) -> list[MoveStatus]:
        """The moves that are not open, each with its reason."""
        shown = BY_NUMBER.keys() | BY_LETTER.keys() | {"E13", "E05", "E08", "E34"}
        return [status for status in self.statuses if not status.allowed and status.number in shown]

    def _may(self, permission: str) -> bool:
        return self.person.has_perm(permission, self.request)

    def _at(self, name: str, *arguments: object) -> str:
        return reverse(f"desk:{name}", args=[self.request.pk, *arguments])

    def _pressing(self) -> Iterator[Step]:
        if not self._may("requests.handle") and not self._may("requests.view"):
            return
        yield from self._receiving()
        yield from self._unfinished_letters()
        yield from self._handling()
        yield from self._letters_on_their_way()

    def _handling(self) -> Iterator[Step]:
        state = self.case.state
        if state is State.REGISTERED:
            yield Step("分办", self._at("request-assign"), "确定承办机构和承办人")
        if state in {State.IN_HANDLING, State.CONSULTING, State.RE_REPLY, State.REASONS_PENDING}:
            yield Step(
                "审查并答复",
                self._at("request-examination"),
                SEVEN,
            )
        if state in ENDING_LETTERS and not self._has(ENDING_LETTERS[state]):
            code = ENDING_LETTERS[state]
            yield self._letter("出具告知书", code, "办结后书面告知申请人")
        if "E35" in self.open:
            yield Step("归档", self._at("request-move", "E35"), "办理完毕，案卷归档")

    def _receiving(self) -> Iterator[Step]:
        if self.case.state is not State.RECEIVED:
            return
        if self.case.receipt:
            yield Step("登记", self._at("request-register"), "核对申请人类别和申请事项")
        elif "E02" in self.open:
            yield Step("登记签收", self._at("request-move", "E02"), "签收之日为收到申请之日")
        elif "E03" in self.open:
            yield Step("登记双方确认", self._at("request-move", "E03"), "今天就与申请人确认，不得拖延")

    def _unfinished_letters(self) -> Iterator[Step]:
        for tie in self.letters:
            letter = tie.letter
            if letter.state == Letter.State.DRAFT:
                label = (
                    "继续拟写"
                    if not (is_reply(letter) and self.case.state is State.DRAFTED)
                    else "审查、签发"
                )
                yield Step(f"{label}《{letter.title}》", self._at("letter", letter.pk))
            elif letter.state in SENDING:
                verb = SENDING[Letter.State(letter.state)]
                yield Step(f"{verb}《{letter.title}》", self._at("letter", letter.pk), letter.number)

    def _letters_on_their_way(self) -> Iterator[Step]:
        for tie in self.letters:
            if tie.letter.state == Letter.State.SENT:
                url = self._at("letter", tie.letter_id)
                yield Step(f"登记送达《{tie.letter.title}》", url, tie.letter.number)

    def _others(self) -> Iterator[Step]:
        handles = self._may("requests.handle")
        for status in self.statuses:
            step = self._step(status, handles=handles) if status.allowed else None
            if step:
                yield step
        if handles:
            yield from self._telling()
            yield from self._registering()

    def _telling(self) -> Iterator[Step]:
        """Who objected is told before anything is released all the same (条例 32)."""
        told = {tie.party for tie in self.letters if tie.letter.code == TELLING}
        for asked in self.case.consultations if "E34" in self.open else ():
            if asked.opinion is Opinion.OBJECTED and asked.party not in told:
                begun = self._letter(f"告知{asked.party}决定公开", TELLING, str(MOVES[ThirdPartyTold].basis))
                yield replace(begun, party=asked.party)

    def _step(self, status: MoveStatus, *, handles: bool) -> Step | None:
        """The way to an open move; None where it is done elsewhere, or by others."""
        why = str(status.basis)
        if status.number in BY_LETTER and handles:
            return self._letter(status.label, BY_LETTER[status.number], why)
        if status.number == "E13" and handles:
            return Step("征求意见", self._at("request-consult"), why)
        move = BY_NUMBER.get(status.number)
        if move and self._may(move.permission):
            return Step(status.label, self._at("request-move", status.number), why)
        return None

    def _letter(self, label: str, code: str, why: str = "") -> Step:
        return Step(label, self._at("letter-begin", code), why, posts=True)

    def _registering(self) -> Iterator[Step]:
        if "E06" in self.open:
            yield Step("拆分为多件", self._at("request-split"), "一事一申请")
        if "E08" in self.open and self.case.state is not State.REGISTERED:
            yield Step("改派承办机构", self._at("request-assign"))
        if self.case.serial and not self._has("L01"):
            yield self._letter("出具登记回执", "L01")
        if self.case.consultations and not self._has("L06"):
            yield self._letter("告知申请人正在征求意见", "L06")

    def _has(self, code: str) -> bool:
        return any(tie.letter.code == code for tie in self.letters)
