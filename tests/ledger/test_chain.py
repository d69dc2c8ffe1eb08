"""The chain: whatever is changed, left out or put in is found, and the first such entry is named."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from gongkai.ledger.chain import START, Link, breaks

MOMENT = datetime(2026, 11, 25, 1, 2, 3, 456789, tzinfo=UTC)
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
data = st.dictionaries(texts, st.none() | st.booleans() | st.integers() | texts | st.lists(texts), max_size=3)


def chain(contents, organ=1):
    """A whole chain with these data."""
    links, before = [], START
    for number, content in enumerate(contents, 1):
        link = Link(
            organ=organ,
            number=number,
            about="organs.unit:7",
            seq=number,
            act="organs.UnitChanged",
            on=date(2026, 11, 25),
            recorded_at=MOMENT,
            by=3,
            data=content,
            prev_hash=before,
            hash="",
        )
        link = replace(link, hash=link.computed)
        before = link.hash
        links.append(link)
    return links


chains = st.lists(data, min_size=1, max_size=6).map(chain)


@given(chains)
def test_a_whole_chain_has_no_break(links):
    assert list(breaks(links, {1: {len(links): links[-1].hash}})) == []


@given(chains, st.data())
def test_a_changed_entry_is_named(links, draw):
    place = draw.draw(st.integers(0, len(links) - 1))
    field, value = draw.draw(
        st.sampled_from(
            [
                ("about", "organs.unit:8"),
                ("seq", 99),
                ("act", "organs.UnitOpened"),
                ("on", date(2020, 1, 1)),
                ("by", 4),
                ("data", {"其他": "内容"}),
                ("recorded_at", MOMENT.replace(microsecond=1)),
            ]
        )
    )
    links[place] = replace(links[place], **{field: value})
    (found,) = breaks(links, {})
    assert (found.number, found.reason) == (place + 1, "内容与校验值不符")


@given(chains, st.data())
def test_an_entry_that_was_made_to_fit_breaks_at_the_next_or_at_the_anchor(links, draw):
    heads = {1: {len(links): links[-1].hash}}
    place = draw.draw(st.integers(0, len(links) - 1))
    forged = replace(links[place], by=4)
    links[place] = replace(forged, hash=forged.computed)
    (found,) = breaks(links, heads)
    last = place == len(links) - 1
    assert found.number == (place + 1 if last else place + 2)
    assert found.reason == ("与已公布的锚点不符" if last else "与前一条不相接")


@given(chains, st.data())
def test_a_missing_entry_is_named(links, draw):
    heads = {1: {len(links): links[-1].hash}}
    place = draw.draw(st.integers(0, len(links) - 1))
    del links[place]
    (found,) = breaks(links, heads)
    assert "缺少第" in found.reason


def test_each_organ_has_a_chain_of_its_own():
    first, second = chain([{}, {}]), chain([{}, {}], organ=2)
    second[0] = replace(second[0], by=9)
    (found,) = breaks([*first, *second], {})
    assert (found.organ, found.number) == (2, 1)
