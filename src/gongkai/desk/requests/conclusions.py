"""怎么答: which ending for which item, and what each ending needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.urls import reverse

from gongkai.desk.fields import words_field
from gongkai.law import events as law
from gongkai.law.outcomes import OUTCOMES, LetterKind, kind_of
from gongkai.requests import queries
from gongkai.requests.models import CaseLetter, InfoRequest

PARTIAL = "L15"
GROUPS = (
    ("公开", ("L13", "L14", "L15")),
    ("不予公开", ("L16a", "L16b", "L16c", "L16d", "L16e", "L16f", "L16g", "L17")),
    ("无法提供", ("L18", "L19", "L20", "L21")),
    ("不予处理", ("L23", "L22", "L24", "L12", "L25")),
    ("其他处理", ("L26", "L27")),
)
CORRECTION = (("更正申请", ("L30",)),)
WORDS = {
    "L13": "予以公开",
    "L14": "已经主动公开，告知获取途径",
    "L15": "部分公开（区分处理）",
    "L16a": "国家秘密",
    "L16b": "法律、行政法规禁止公开",
    "L16c": "危及国家安全、公共安全、经济安全、社会稳定",
    "L16d": "商业秘密、个人隐私等第三方合法权益",
    "L16e": "内部事务信息",
    "L16f": "过程性信息",
    "L16g": "行政执法案卷信息",
    "L17": "属于工商、不动产登记等行政查询",
    "L18": "经检索不存在",
    "L19": "不属于本机关负责公开",
    "L20": "没有现成信息，需要加工、分析",
    "L21": "补正后仍不明确",
    "L22": "重复申请",
    "L23": "信访、投诉、举报",
    "L24": "公开出版物",
    "L12": "无正当理由大量反复申请",
    "L25": "要求确认或者重新出具已获取的信息",
    "L26": "不属于政府信息，或者咨询",
    "L27": "已移交国家档案馆",
    "L30": "更正、转送或者不予更正",
}
WITHHELD = tuple(code for _, codes in GROUPS[1:3] for code in codes if code != "L21")


@dataclass(frozen=True, slots=True)
class Ending:
    """An ending to choose: what it is called, its basis, and what must lie in the file."""

    code: str
    words: str
    kind: LetterKind
    url: str

    @property
    def basis(self) -> str:
        return "、".join(map(str, self.kind.basis))

    @property
    def evidence(self) -> list[str]:
        return [need.value for need in self.kind.evidence]


def endings(about: InfoRequest, *, ordered: bool) -> list[tuple[str, list[Ending]]]:
    """The endings by group; ``ordered`` where a new reply was ordered and follows one of them."""
    del ordered  # the same endings; the form says that the reply is a new one
    groups = CORRECTION if about.kind == "correction" else GROUPS
    return [(title, [_ending(about, code) for code in codes]) for title, codes in groups]


def _ending(about: InfoRequest, code: str) -> Ending:
    return Ending(code, WORDS[code], OUTCOMES[code], reverse("desk:letter-begin", args=[about.pk, code]))


class ConclusionsForm(forms.Form):
    """For a request of several items, and for a partial release: what is concluded on each."""

    def __init__(self, data: Any, tie: CaseLetter) -> None:
        super().__init__(data, prefix="item")
        self.tie = tie
        code = tie.letter.follows or tie.letter.code
        self.items = _items(tie.request) if kind_of(tie.letter.code).is_final else ()
        known = {one["item"]: one for one in tie.conclusions or ()}
        for number, item in enumerate(self.items, start=1):
            before = known.get(number, {})
            self.fields |= dict(_fields(number, item, before, code))

    @property
    def is_needed(self) -> bool:
        code = self.tie.letter.follows or self.tie.letter.code
        return len(self.items) > 1 or code == PARTIAL

    @property
    def conclusions(self) -> list[dict[str, Any]]:
        """What was concluded, as the letter keeps it."""
        return [
            {
                "item": number,
                "letter": self.cleaned_data[f"letter-{number}"],
                "withheld": list(self.cleaned_data[f"withheld-{number}"]),
                "reasons": self.cleaned_data[f"reasons-{number}"] or None,
            }
            for number in range(1, len(self.items) + 1)
        ]


def _fields(number: int, item: str, before: dict[str, Any], code: str) -> Iterator[tuple[str, forms.Field]]:
    choices = [(one, WORDS[one]) for one in WORDS]
    yield (
        f"letter-{number}",
        forms.ChoiceField(
            label=f"第{number}项的结论",
            choices=choices,
            initial=before.get("letter", code if code in WORDS else "L13"),
            help_text=item,
        ),
    )
    yield (
        f"withheld-{number}",
        forms.MultipleChoiceField(
            label=f"第{number}项中没有公开的部分，属于",
            choices=[(one, WORDS[one]) for one in WITHHELD],
            initial=before.get("withheld", []),
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="只在部分公开时选择。",
        ),
    )
    yield (
        f"reasons-{number}",
        words_field(f"第{number}项的理由", rows=2, required=False, initial=before.get("reasons")),
    )


def _items(about: InfoRequest) -> tuple[str, ...]:
    happened = queries.events(about, with_words=True)
    return next((one.items for one in happened if isinstance(one, law.Registered)), ())
