"""A letter's facts as TOML: read from a file with every mistake named, or written as an example."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from gongkai import facts
from gongkai.law.events import Delivery
from gongkai.law.letters import LetterTemplate, Slot, SlotKind
from gongkai.law.outcomes import kind_of
from gongkai.law.remedies import OrganKind, Reviewer, Role, Venue

PLACE = re.compile(r"at line ([0-9]+), column ([0-9]+)")
CODE = re.compile(r"[Ll][0-9]{2}[A-Ga-g]?")
RE_REPLY, USUAL_REPLY = "L32", "L13"
TOP = ("letter", "as", "on", "slots", "wording", "remedy")
REMEDY = ("organ", "served", "court", "online_channel", "reviewers")
REVIEWER = ("role", "name", "address", "phone")
DELIVERIES = {
    Delivery.HAND: "当面送达",
    Delivery.POST: "邮政企业寄送",
    Delivery.ENTRUSTED: "委托其他机关送达",
    Delivery.ONLINE: "通过互联网送达",
}


class LetterFactsError(ValueError):
    """The file of facts cannot be understood; the message says where and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFacts:
    """What a file of facts says, before the letter judges it."""

    on: date
    slots: Mapping[str, object]
    letter: str = ""
    follows: str = ""
    wording: Mapping[str, str]
    venue: Venue | None = None


def template_of(code: str, follows: str = "") -> LetterTemplate:
    """The template of that code; a new reply needs the kind it answers by.

    Raises:
        UnknownLetterError: no letter has the code.
        TemplateError: ``follows`` is given for another letter than L32, or is no reply.
    """
    template = facts.letters()[kind_of(spelt(code)).code]
    if not follows:
        return template
    return template.answering_by(facts.letters()[kind_of(spelt(follows)).code])


def spelt(code: str) -> str:
    """The code as the table spells it, as L16d for l16D."""
    return f"{code[:3].upper()}{code[3:].lower()}" if CODE.fullmatch(code) else code


def read(text: str) -> LetterFacts:
    """The facts that a TOML text gives.

    Raises:
        LetterFactsError: the text is not TOML, has a key that is none, or lacks the day.
    """
    found = _parsed(text)
    _known(found, TOP, "文件")
    on = found.get("on")
    if not isinstance(on, date) or isinstance(on, datetime):
        raise LetterFactsError("没有写成文日期，请在文件开头写 on = 2026-10-20（不加引号）")
    return LetterFacts(
        on=on,
        slots=_table(found, "slots"),
        letter=spelt(_word(found, "letter")),
        follows=spelt(_word(found, "as")),
        wording={name: _word({name: text}, name) for name, text in _table(found, "wording").items()},
        venue=_venue(_table(found, "remedy")) if "remedy" in found else None,
    )


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        hint = '文字要加英文双引号，日期写成 2026-09-21，清单写成 ["甲", "乙"]'
        if place := PLACE.search(str(error)):
            line = (text.splitlines() or [""])[min(int(place[1]), len(text.splitlines())) - 1].strip()
            message = f"第{place[1]}行第{place[2]}列写法有误（{line[:40]}）：{hint}"
        else:
            message = f"文件末尾写法有误，可能缺少引号或者括号：{hint}"
        raise LetterFactsError(message) from error


def _known(found: Mapping[str, object], names: tuple[str, ...], where: str) -> None:
    if odd := [name for name in found if name not in names]:
        raise LetterFactsError(f"{where}里没有“{'”“'.join(odd)}”这一项，可以写的有：{'、'.join(names)}")


def _table(found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    table = found.get(name, {})
    if not isinstance(table, dict):
        raise LetterFactsError(f"“{name}”应当写成一节：[{name}]")
    return table


def _word(found: Mapping[str, Any], name: str) -> str:
    word = found.get(name, "")
    if not isinstance(word, str):
        raise LetterFactsError(f"“{name}”应当是文字，请加英文双引号")
    return word


def _venue(found: Mapping[str, Any]) -> Venue:
    _known(found, REMEDY, "[remedy] ")
    reviewers = found.get("reviewers", [])
    if not isinstance(reviewers, list) or not reviewers:
        raise LetterFactsError("没有写复议机关，请写 [[remedy.reviewers]]，每个复议机关一节")
    return Venue(
        organ=OrganKind(_one_of(found, "organ", {kind: kind.label for kind in OrganKind}, "[remedy]")),
        reviewers=tuple(_reviewer(each) for each in reviewers),
        delivery=Delivery(_one_of(found, "served", DELIVERIES, "[remedy]")),
        court=_word(found, "court"),
        online_channel=_word(found, "online_channel"),
    )


def _reviewer(found: Any) -> Reviewer:
    if not isinstance(found, dict):
        raise LetterFactsError("复议机关应当写成 [[remedy.reviewers]] 一节")
    _known(found, REVIEWER, "[[remedy.reviewers]] ")
    role = Role(_one_of(found, "role", {role: role.label for role in Role}, "[[remedy.reviewers]]"))
    return Reviewer(role, _word(found, "name"), _word(found, "address"), _word(found, "phone"))


def _one_of(found: Mapping[str, Any], name: str, known: Mapping[Any, str], where: str) -> str:
    word = _word(found, name)
    if word not in known:
        listed = "、".join(f"{key}（{label}）" for key, label in known.items())
        said = f"不能是“{word}”" if word else "没有填写"
        raise LetterFactsError(f"{where} 的“{name}”{said}，请从这些里选一个：{listed}")
    return word


def example(code: str, follows: str = "") -> str:
    """A file of facts for that letter, ready to be edited: every slot with its help.

    Raises:
        UnknownLetterError, TemplateError: as ``template_of``.
    """
    if spelt(code) == RE_REPLY and not follows:
        follows = USUAL_REPLY
    return "\n".join(_example(template_of(code, follows))) + "\n"


def _example(template: LetterTemplate) -> Iterator[str]:
    yield f"# {template.kind.title}（{template.code}）"
    yield "# 改好以后运行：gongkai letter " + template.code + " 这个文件"
    yield f"letter = {_quoted(template.code)}"
    if template.follows:
        yield f"as = {_quoted(template.follows)}  # 按哪一种文书重新答复"
    yield f"on = {template.example_on.isoformat()}  # 成文日期"
    yield "\n[slots]"
    filled = template.example()
    later = [slot for slot in template.slots.values() if slot.kind is SlotKind.PARTS]
    for name, slot in template.slots.items():
        if slot not in later:
            yield from _slot(slot, is_filled=name in filled)
    for slot in later:
        yield from _parts(slot)
    yield from _wording(template)
    if template.kind.is_final:
        yield from _remedy()


def _slot(slot: Slot, *, is_filled: bool) -> Iterator[str]:
    needed = "必填" if slot.is_required else "选填"
    if slot.when:
        needed = (
            f"{slot.when.slot} {f'选 {slot.when.choice}' if slot.when.choice else '填写'}时{needed}，否则不填"
        )
    yield f"\n# {slot.label}（{needed}）：{slot.help}"
    for key, words in slot.choices.items():
        yield f"#   {_quoted(key)}  {words}"
    yield f"{'' if is_filled else '# '}{slot.name} = {_value(slot, slot.example)}"


def _parts(slot: Slot) -> Iterator[str]:
    yield f"\n# {slot.label}（必填，每项一节）：{slot.help}"
    for number, part in enumerate(slot.example if isinstance(slot.example, list) else []):
        yield f"[[slots.{slot.name}]]"
        for inner in slot.fields:
            if number == 0:
                yield f"# {inner.label}：{inner.help}"
                yield from (f"#   {_quoted(key)}  {words}" for key, words in inner.choices.items())
            yield f"{inner.name} = {_value(inner, part[inner.name])}"
        yield ""


def _wording(template: LetterTemplate) -> Iterator[str]:
    if is_open := [paragraph for paragraph in template.paragraphs if not paragraph.is_locked]:
        yield "\n# 下列段落可以改写；不改写的不填"
        yield "# [wording]"
        yield from (f"# {paragraph.name} = {_quoted(paragraph.text)}" for paragraph in is_open)


def _remedy() -> Iterator[str]:
    yield "\n# 救济途径：机关的种类、送达方式和复议机关"
    yield from (f"#   {_quoted(kind)}  {kind.label}" for kind in OrganKind)
    yield '[remedy]\norgan = "justice"'
    yield from (f"#   {_quoted(way)}  {label}" for way, label in DELIVERIES.items())
    yield 'served = "post"'
    yield '# court = "示例区人民法院"  # 不写即“有管辖权的人民法院”'
    yield '# online_channel = "https://fuyi.example.cn"  # 通过互联网送达的必填\n'
    yield from (f"#   {_quoted(role)}  {role.label}" for role in Role)
    for role, name in ((Role.SAME_LEVEL_GOVERNMENT, "示例市人民政府"), (Role.UPPER_JUSTICE, "示例省司法厅")):
        yield f"[[remedy.reviewers]]\nrole = {_quoted(role)}\nname = {_quoted(name)}"
        yield 'address = "示例市示例路9号"\nphone = "0000-0000000"\n'


def _value(slot: Slot, value: object) -> str:
    if slot.kind is SlotKind.DATE or slot.kind is SlotKind.NUMBER:
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False)
