"""Citations in a text, judged by the law of its day."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.law.citations import (
    INSTRUMENTS,
    CitationError,
    UnknownReferenceError,
    check_citations,
    citation_faults,
    citations_in,
    numeral_value,
    provision,
    written,
)
from gongkai.law.outcomes import OUTCOMES, allowed_articles
from gongkai.law.statutes import ARCHIVES, GIR, RECONSIDERATION, numeral

MODEST = settings(deadline=None)
NOW = date(2026, 9, 21)


@MODEST
@given(st.integers(1, 999))
def test_numerals_are_read_as_they_are_written(number):
    assert numeral_value(numeral(number)) == number


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("GIR:33:2", "《条例》第三十三条第二款"),
        ("GIR:36::2", "《条例》第三十六条第（二）项"),
        ("GIR:29:2:2", "《条例》第二十九条第二款第（二）项"),
        ("AL", "《档案法》"),
    ],
)
def test_a_reference_names_a_provision(reference, words):
    assert str(provision(reference)) == words


@pytest.mark.parametrize(
    "reference", ["GIR:57", "GIR:0", "XX:1", "GIR:", "GIR:a", "GIR:1:2:3:4", "gir:1", ""]
)
def test_a_reference_to_nothing_is_refused(reference):
    with pytest.raises(UnknownReferenceError, match="条文代号"):
        provision(reference)


def test_titles_are_written_once():
    both = [GIR.art(36, item=3), GIR.art(16, 2), RECONSIDERATION.art(64, 2), ARCHIVES.part()]
    assert written(both) == (
        "《中华人民共和国政府信息公开条例》第三十六条第（三）项、第十六条第二款、"
        "《中华人民共和国行政复议法》第六十四条第二款、《中华人民共和国档案法》"
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "依照《条例》第三十六条第（三）项、第十四条的规定",
            [("条例", 36, None, 3), ("条例", 14, None, None)],
        ),
        ("《政府信息公开条例》（国务院令第711号）第33条第2款", [("政府信息公开条例", 33, 2, None)]),
        ("《条例》第三十六条第三项", [("条例", 36, None, 3)]),
        ("本条例第十六条第一款", [("条例", 16, 1, None)]),
        ("根据第二十一条，不予公开", [("条例", 21, None, None)]),
        ("合同第八条约定的价款", []),
        ("《甲方合同》第八条", [("甲方合同", 8, None, None)]),
        (
            "《最高人民法院关于适用《中华人民共和国行政诉讼法》的解释》第六十四条",
            [("最高人民法院关于适用《中华人民共和国行政诉讼法》的解释", 64, None, None)],
        ),
        ("依照不动产登记暂行条例第二十七条", []),
        ("依照条例第十六条第一款", [("条例", 16, 1, None)]),
        ("政府信息公开条例第二十一条", [("条例", 21, None, None)]),
        ("《条例》施行以来，合同第八条没有变更", []),
    ],
)
def test_citations_are_found_with_their_titles(text, found):
    assert [(c.title, c.article, c.paragraph, c.item) for c in citations_in(text)] == found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("《条例》第八条，危及国家安全", "2007年条例的条文序号，现行条例为第十四条"),
        ("《政府信息公开条例》第十四条第四款", "没有这一款，应当引用第十四条、第十五条"),
        ("《条例》第二十一条第（三）项", "现行条例为第三十六条"),
        ("《条例》第二十二条", "现行条例为第三十七条"),
        ("《条例》第二十三条", "现行条例为第三十二条"),
        ("《条例》第二十四条第二款", "现行条例为第三十三条"),
        ("《条例》第五十七条", "只有56条"),
        ("《条例》第十六条", "应当写明第几款（该条有2款）"),
        ("《条例》第三十六条", "应当写明第几项（该条有7项）"),
        ("《行政复议法》第九十一条", "只有90条"),
        (
            "《最高人民法院关于审理政府信息公开行政案件若干问题的规定》第七条",
            "已于2025-06-01废止",
        ),
    ],
)
def test_a_wrong_citation_is_named_with_the_right_one(text, said):
    with pytest.raises(CitationError, match=said):
        check_citations(f"依照{text}，答复如下。", on=NOW)


def test_law_not_yet_in_force_is_refused():
    words = "《最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释》第二条"
    assert "自2025-06-01起施行，2025-05-31尚未施行" in citation_faults(words, on=date(2025, 5, 31))[0]
    assert citation_faults(words, on=date(2025, 6, 1)) == ()


def test_an_article_is_counted_in_the_text_of_the_day():
    words = "《行政复议法》第六十四条"
    assert citation_faults(words, on=date(2024, 1, 1)) == ()
    assert "2023-12-31施行的文本只有43条" in citation_faults(words, on=date(2023, 12, 31))[0]


def test_law_unknown_here_is_left_to_the_reader():
    assert citation_faults("《不动产登记暂行条例》第二十七条", on=NOW) == ()


@pytest.mark.parametrize("code", list(OUTCOMES))
def test_each_letter_may_cite_its_own_basis_and_no_old_number(code):
    allowed = allowed_articles(code)
    own = [p for p in OUTCOMES[code].basis if p.article]
    for found in own:
        assert citation_faults(found.full, on=found.instrument.in_force, allowed=allowed) == ()
    for old in (8, 21, 22, 23, 24):
        assert citation_faults(f"《条例》第{numeral(old)}条", on=NOW, allowed=allowed)


def test_a_letter_cites_only_what_its_kind_allows():
    (fault,) = citation_faults("《条例》第十四条", on=NOW, allowed=allowed_articles("L18"))
    assert "本文书不能引用该条，可以引用的是第三十六条第（四）项" in fault


def test_each_fault_is_named_once():
    assert len(citation_faults("《条例》第五十七条，《条例》第五十七条", on=NOW)) == 1


def test_instruments_are_known_by_code():
    assert INSTRUMENTS["GIR"] is GIR
