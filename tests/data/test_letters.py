"""The letters as shipped: each says what its kind must say, and composes from its own example."""

from itertools import product

import pytest

from gongkai import facts
from gongkai.law.citations import citation_faults
from gongkai.law.events import Delivery
from gongkai.law.letters import SlotKind, compose
from gongkai.law.outcomes import OUTCOMES
from gongkai.law.remedies import OrganKind, Reviewer, Role, Venue

LETTERS = facts.letters()
VENUE = Venue(
    organ=OrganKind.DEPARTMENT,
    reviewers=(Reviewer(Role.SAME_LEVEL_GOVERNMENT, "示例市人民政府"),),
    delivery=Delivery.POST,
)


def composable(code):
    template = LETTERS[code]
    return template.answering_by(LETTERS["L13"]) if code == "L32" else template


def choices(template):
    """Every way to choose, as far as the choices open or close other slots."""
    open_others = {slot.when.slot for slot in template.slots.values() if slot.when and slot.when.choice}
    names = sorted(name for name in open_others)
    keys = [template.slots[name].choices for name in names]
    return [dict(zip(names, chosen, strict=True)) for chosen in product(*keys)]


def letter_of(template, **options):
    chosen = options.pop("chosen", None)
    return compose(
        template,
        template.example(chosen, **options),
        on=template.example_on,
        practice=facts.practice(),
        texts=facts.remedy_texts(),
        venue=VENUE if template.kind.is_final else None,
    )


def test_every_letter_of_the_table_has_its_file():
    assert sorted(LETTERS) == sorted(OUTCOMES)
    assert len(LETTERS) == 38


@pytest.mark.parametrize("code", LETTERS)
@pytest.mark.parametrize("with_optional", [False, True])
def test_every_letter_composes_from_its_own_example_whatever_is_chosen(code, with_optional):
    template = composable(code)
    for chosen in choices(template):
        letter = letter_of(template, chosen=chosen, with_optional=with_optional)
        assert (letter.remedy is not None) == OUTCOMES[code].is_final
        assert "{" not in letter.text
        assert not any(double in letter.text for double in ("。。", "；。", "。；", "：。", "，。", "；；"))
        assert citation_faults("".join(letter.paragraphs), on=letter.on, allowed=template.allowed) == ()


@pytest.mark.parametrize("code", LETTERS)
def test_every_slot_that_is_filled_in_is_printed(code):
    template = composable(code)
    for chosen in choices(template):
        text = letter_of(template, chosen=chosen, with_optional=True).text
        for name, value in template.example(chosen, with_optional=True).items():
            slot = template.slots[name]
            if slot.kind is SlotKind.TEXT:
                assert str(value) in text, name
            if slot.kind is SlotKind.LIST:
                assert all(item in text for item in value), name


@pytest.mark.parametrize("code", LETTERS)
def test_every_slot_tells_the_clerk_what_to_write(code):
    for slot in LETTERS[code].slots.values():
        assert slot.label
        assert len(slot.help) > 3
        assert slot.example, slot.name


@pytest.mark.parametrize("code", LETTERS)
def test_every_letter_repeats_receipt_and_content_or_is_not_to_the_applicant(code):
    to_others = {"L05", "L07", "L08", "L09"}
    names = LETTERS[code].slots
    asked = "record" if code == "L30" else "content"
    assert ("received_on" in names and asked in names) != (code in to_others | {"L32"})


@pytest.mark.parametrize("code", [code for code in LETTERS if code.startswith("L16")])
def test_every_refusal_says_why_nothing_can_be_separated(code):
    assert "不能作区分处理" in letter_of(LETTERS[code]).text


def test_letters_to_third_parties_do_not_name_the_applicant():
    assert not {"applicant", "content", "received_on"} & set(LETTERS["L05"].slots)


def test_silence_means_the_opposite_for_third_parties_and_makers_of_the_same_record():
    assert "由本机关依法决定是否公开" in letter_of(LETTERS["L05"]).text
    assert "视为同意公开" in letter_of(LETTERS["L08"]).text
