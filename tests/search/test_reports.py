"""Annual reports in the index: the newest published version of each, found by what people type."""

import pytest
from tests.catalogue.press import moment
from tests.database import as_owner
from tests.reports.out import PERMITS, written

from gongkai.organs.models import Organ
from gongkai.reports.models import AnnualReport
from gongkai.search.index import of_report, opened, write
from gongkai.search.keeping import follow_reports, is_true, rebuild
from gongkai.search.place import current, new_folder, use
from gongkai.search.queries import Filters, find, hint, tally
from gongkai.search.sources import public_entries

BUILDING, CLOSED = AnnualReport.State.BUILDING, AnnualReport.State.CLOSED


@pytest.fixture(autouse=True)
def root(settings, tmp_path):
    settings.SEARCH_ROOT = tmp_path / "search"


def built():
    return rebuild(lambda _: None, at=moment())


def ids(text, **filters):
    return find(current(), text, filters=Filters(**filters)).ids


def change(organ, **fields):
    with as_owner():
        Organ.objects.filter(pk=organ.pk).update(**fields)


@pytest.mark.parametrize(
    "text",
    [
        "2023年 年度报告",
        "司法局 年报",
        "2023年年报",
        "保定市司法局2023年政府信息公开工作年度报告",
        "“司法局2023年年报”",
        "推进政务公开专区建设",
        "信访举报投诉类申请",
        "收到和处理政府信息公开申请情况",
    ],
)
def test_a_report_is_found_by_its_names_its_words_and_those_of_its_tables(press, text):
    report = written(press.organ, "本机关推进政务公开专区建设。", year=2023)
    press.published(title="司法局关于人民调解的报告", body="<p>2023年度报告。</p>")
    built()
    assert ids(text)[0] == of_report(report.pk)


def test_its_figures_in_tables_and_the_looks_of_its_page_are_not_looked_for(cast):
    written(cast.justice, "全年新收申请235件。")
    built()
    assert len(ids("235")) == 1
    assert ids(str(PERMITS)) == ids("margin") == []


def test_a_report_and_an_item_of_the_same_number_are_two(press):
    item = press.published(title="年度报告的公告")
    with as_owner():
        AnnualReport.objects.filter(pk=written(press.organ, "话").pk).update(id=item.pk)
    assert built() == 2
    assert sorted(ids("年度报告")) == [-item.pk, item.pk]
    assert ids("年度报告", items_only=True) == [item.pk]
    assert ids("年度报告", genre="annual_report") == [-item.pk]


def test_only_the_newest_published_version_of_an_organ_in_use_is_found(cast):
    written(cast.justice, "话甲。")
    newest = written(cast.justice, "话乙。", version=2)
    written(cast.justice, "话丙。", version=3, state=CLOSED)
    written(cast.justice, "话丁。", year=2026, state=BUILDING)
    over_all = written(cast.justice, "话戊。", is_consolidated=True)
    written(cast.finance, "话己。")
    change(cast.finance, is_active=False)
    assert built() == 2
    assert set(ids("话")) == {of_report(newest.pk), of_report(over_all.pk)}
    assert is_true()


def test_items_of_an_organ_that_is_closed_are_not_found_either(press):
    press.published()
    change(press.organ, is_active=False)
    assert built() == 0
    assert is_true()


def test_the_index_follows_new_versions_and_the_name_of_the_organ(cast):
    written(cast.justice, "旧时词句。")
    built()
    corrected = written(cast.justice, "崭新说法。", version=2)
    follow_reports(cast.justice.pk)
    assert ids("旧时词句") == []
    assert ids("崭新说法") == [of_report(corrected.pk)]
    change(cast.justice, name="保定市法务局")
    follow_reports(cast.justice.pk)
    assert len(ids("法务局 2025 年度报告")) == 1
    assert is_true()


def test_without_an_index_following_waits_for_the_next_building(cast):
    follow_reports(cast.justice.pk)
    assert current() is None


def test_what_happened_while_the_index_was_built_is_taken_in(cast):
    first = written(cast.justice, "旧时词句。")
    moved = iter([lambda: written(cast.justice, "崭新说法。", version=2), lambda: None])

    def meanwhile(_):
        next(moved)()
        change(cast.finance, name="保定市国库局")

    written(cast.finance, "话。")
    assert rebuild(meanwhile, at=moment()) == 2
    assert of_report(first.pk) not in ids("词句")
    assert len(ids("崭新说法")) == 1
    assert len(ids("国库局")) == 1


def test_an_index_from_before_there_were_reports_in_it_is_built_anew(press):
    press.published()
    report = written(press.organ, "话。")
    folder = new_folder()
    write(opened(folder), [entry for entry in public_entries() if entry.id != of_report(report.pk)])
    use(folder)
    assert not is_true()
    built()
    assert is_true()


def test_hits_are_counted_and_put_in_order_beside_items(press):
    report = written(press.organ, "公共法律服务平稳。", year=2019)
    item = press.published()
    built()
    assert find(current(), "公共法律服务", newest_first=True).ids == [item.pk, of_report(report.pk)]
    counted = tally(current(), "公共法律服务")
    assert counted["genre"] == {"circular": 1, "annual_report": 1}
    assert counted["year"] == {2026: 1, 2020: 1}
    assert counted["organ"] == {press.organ.pk: 2}
    assert sum(counted["column"].values()) == 1


def test_what_a_report_is_called_is_offered_to_whoever_types_its_sound(cast):
    written(cast.justice, "话。")
    built()
    assert hint(current(), "niandu baogao") == "年度报告"
    assert hint(current(), "年度抱告") == "年度报告"
