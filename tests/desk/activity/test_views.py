"""The page of what happened: in words, with names as far as the reader may see them."""

import csv
import re
from io import StringIO

import pytest
from tests.cast import TODAY
from tests.desk.visitor import logged_in

from gongkai.isolation import scope
from gongkai.jobs.acting import acting, system_id
from gongkai.organs import actions
from gongkai.organs.models import Role, User

PAGE = "/desk/activity/"


@pytest.fixture
def unit(cast):
    """What 钱管理 entered: a unit, and a role in it for 王经办."""
    with cast.entered(cast.qian):
        made = actions.open_unit(
            cast.justice, "政务公开科", is_disclosure_office=True, on=TODAY, by=cast.qian
        )
        actions.give_role(
            cast.wang, cast.justice, Role.REVIEWER, unit=made, since_on=TODAY, on=TODAY, by=cast.qian
        )
    return made


def seen(client, address=PAGE):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(page):
    return page[page.index("<tbody>") : page.index("</tbody>")]


def exported(client, query=""):
    answer = client.get(f"{PAGE}?_export=csv{query}")
    return list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))


@pytest.mark.usefixtures("unit")
def test_acts_are_told_in_words_and_by_names(cast):
    page = rows(seen(logged_in(cast.zhou)))
    for words in ("授予角色", "任职“王经办，审核人”", "录入内设机构", "内设机构“政务公开科”", "钱管理"):
        assert words in page
    for words in ("人员：王经办；角色：审核人；内设机构：政务公开科；自：2026年11月25日", "工作机构：是"):
        assert words in page


@pytest.mark.usefixtures("unit")
def test_no_key_of_the_program_is_shown(cast):
    page = rows(seen(logged_in(cast.zhou)))
    text = re.sub(r"<[^>]+>", " ", page)
    assert re.findall(r"[a-z_]{3,}", text) == []


@pytest.mark.usefixtures("unit")
def test_times_and_organs_are_kept_whole(cast):
    page = rows(seen(logged_in(cast.sun)))
    assert re.search(r'class="nowrap" data-label="时间">\d{4}-\d\d-\d\d \d\d:\d\d:\d\d<', page)
    assert 'class="nowrap" data-label="机关">司法局<' in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("act=organs.UnitOpened", 1),
        ("act=organs.OrganOpened", 0),
        ("about=organs.appointment", 1),
        ("about=organs.unit", 1),
        ("about=files.file", 0),
        ("by=钱", 2),
        ("by=王", 0),
        ("since=2000-01-01", 2),
        ("until=2000-01-01", 0),
        ("act=nothing", 2),
        ("since=never", 2),
        ("by=%00", 2),
    ],
)
@pytest.mark.usefixtures("unit")
def test_the_list_is_filtered(cast, query, count):
    assert rows(seen(logged_in(cast.zhou), f"{PAGE}?{query}")).count("<tr") == max(count, 1)
    assert ("没有符合条件的记录" in seen(logged_in(cast.zhou), f"{PAGE}?{query}")) is (count == 0)


@pytest.mark.usefixtures("unit")
def test_who_sees_several_organs_may_ask_for_one(cast):
    client = logged_in(cast.sun)
    assert "政务公开科" in rows(seen(client, f"{PAGE}?organ=司法"))
    assert "政务公开科" not in rows(seen(client, f"{PAGE}?organ=财政"))
    assert 'name="organ"' not in seen(logged_in(cast.zhou))


def test_of_a_checksum_the_screen_shows_the_beginning_and_the_export_the_whole(cast, keep):
    with cast.entered(cast.wang):
        file = keep(b"text")
    page, client = f'"/desk/files/{file.pk}/">文件“文件.txt”</a>', logged_in(cast.zhou)
    assert page in rows(seen(client))
    assert f"校验值：{file.stored.sha256[:12]}…<" in rows(seen(client))
    assert file.stored.sha256 in exported(client)[0]["内容"]


@pytest.mark.parametrize("column", ["recorded_at", "by", "act", "about", "organ", "number", "data", "no"])
@pytest.mark.usefixtures("unit")
def test_the_list_is_sorted_by_any_column(cast, column):
    assert "政务公开科" in seen(logged_in(cast.zhou), f"{PAGE}?sort=-{column}")


@pytest.mark.usefixtures("unit")
def test_the_list_is_exported_in_the_same_words(cast):
    newest, first = sorted(exported(logged_in(cast.zhou)), key=lambda row: -int(row["台账序号"]))
    assert (newest["行为"], newest["事项"]) == ("授予角色", "任职“王经办，审核人”")
    assert first["内容"] == "名称：政务公开科；政府信息公开工作机构：是"


@pytest.mark.usefixtures("unit")
def test_names_are_looked_up_together(cast, django_assert_max_num_queries):
    client = logged_in(cast.zhou)
    with cast.entered(cast.qian):
        for number in range(20):
            actions.open_unit(cast.justice, f"第{number}科", on=TODAY, by=cast.qian)
    with django_assert_max_num_queries(30):
        seen(client)


def test_what_the_system_did_is_said_to_be_its_own(cast):
    with acting([cast.justice.pk]):
        actions.open_unit(cast.justice, "公开科", on=TODAY, by=User(pk=system_id()))
    assert 'data-label="经手人">系统<' in rows(seen(logged_in(cast.zhou)))


def test_a_person_of_an_organ_above_is_not_named(cast):
    with scope.entered(scope.acting_for([cast.justice.pk], user=cast.sun.pk)):
        actions.open_unit(cast.justice, "公开科", on=TODAY, by=cast.sun)
    page = rows(seen(logged_in(cast.zhou)))
    assert "（其他机关人员）" in page
    assert "孙监督" not in page


@pytest.mark.usefixtures("unit")
def test_each_sees_the_acts_of_the_own_organs(cast):
    assert "政务公开科" in rows(seen(logged_in(cast.sun)))
    assert logged_in(cast.wang).get(PAGE).status_code == 403
    assert logged_in(cast.zhao).get(PAGE).status_code == 403
    assert logged_in(cast.zhou).post(PAGE).status_code == 405
