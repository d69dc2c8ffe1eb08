"""Which of the six parts a line heads, and which lines only look as if they did."""

import pytest

from gongkai import facts
from gongkai.audit.outline import heading


@pytest.mark.parametrize("version", facts.FORM_VERSIONS)
def test_the_forms_own_headings_are_known(version):
    assert [heading(text) for text in facts.form(version).headings] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "line",
    [
        "况、存在的主要问题及改进情况、其他需要报告的事项六个部分，",
        "存在的主要问题及改进情况、其他需要报告的事项六个部",
        "政府信息公开行政复议和行政诉讼情况、存在的主要问题",
        "总体情况、主动公开政府信息情况、",
    ],
)
def test_a_line_of_the_opening_that_lists_the_parts_heads_none(line):
    assert heading(line) is None
