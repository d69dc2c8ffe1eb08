"""The words of an item on its page: tables scroll by themselves, links lead out through the question."""

from lxml import html

from gongkai.portal.pages.bodies import shown

CELLS = "<tr><td>一</td></tr>"


def test_each_table_is_a_region_of_its_own_name():
    body = f"前<table><caption>收费 标准</caption>{CELLS}</table>中<table>{CELLS}</table>后"
    root = html.fragment_fromstring(shown(body, "/leaving/"), create_parent="div")
    regions = root.xpath("./div[@role='region'][@tabindex='0']")
    assert [one.get("aria-label") for one in regions] == ["表1：收费 标准", "表2"]
    assert [one.tail for one in regions] == ["中", "后"]
    assert root.text_content() == "前收费 标准一中一后"


def test_a_table_within_another_is_left_where_it_is():
    body = f"<table><tr><td><table>{CELLS}</table></td></tr></table>"
    assert shown(body, "/leaving/").count("region") == 1


def test_without_tables_and_links_nothing_changes():
    body = "<p>一、加强&amp;组织 &lt;table 领导。</p>"
    assert shown(body, "/leaving/") == body
