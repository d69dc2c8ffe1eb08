import pytest
from tests.real_tables import record, tables_of

from gongkai import facts
from gongkai.law.annual.findings import Verdict
from gongkai.law.annual.powers import makes_rules, t2_2_rules_need_power
from gongkai.law.annual.tables import Tables


@pytest.mark.parametrize(
    ("organ", "power"),
    [
        ("河北省人民政府", True),
        ("上海市人民政府", True),
        ("上海市人民政府办公厅", True),
        ("保定市人民政府", True),
        ("江苏省宿迁市人民政府办公室", True),
        ("广西壮族自治区人民政府", True),
        ("延边朝鲜族自治州人民政府", True),
        ("司法部", True),
        ("国家税务总局", True),
        ("中国人民银行", True),
        ("枣阳市人民政府", None),
        ("某某总公司研究会", None),
        ("国家某某办公室", None),
        ("沭阳县人民政府", False),
        ("广州市南沙区人民政府", False),
        ("尼勒克县某镇人民政府", False),
        ("锡林郭勒盟行政公署", False),
        ("湛江市霞山区海滨街道", False),
        ("广州市荔湾区东沙街道办事处", False),
        ("保定市司法局", False),
        ("河北省财政厅", False),
        ("石家庄高新技术产业开发区管理委员会", False),
        ("国家税务总局保定市税务局", False),
    ],
)
def test_a_name_tells_who_makes_rules(organ, power):
    assert makes_rules(organ, facts.rule_makers()) is power


def judged(organ: str | None, tables: Tables):
    (finding,) = t2_2_rules_need_power(tables, organ, makers=facts.rule_makers())
    return finding


def test_a_town_with_rules_in_force_fails():
    finding = judged("尼勒克县某镇人民政府", tables_of(record("尼勒克县", 2023)))
    assert (finding.verdict, finding.expected, finding.found) == (Verdict.FAIL, 0, 6)
    assert finding.cells == ("proactive.rules.in_force",)


def test_a_city_and_its_general_office_may_report_rules():
    assert judged("宿迁市人民政府", tables_of(record("宿迁市人民政府", 2023))).verdict is Verdict.PASS
    shanghai = tables_of(record("上海市人民政府办公厅", 2019))
    assert judged("上海市人民政府办公厅", shanghai).verdict is Verdict.PASS


def test_rules_of_zero_need_no_power():
    assert judged(None, tables_of(record("沭阳县人民政府", 2025))).verdict is Verdict.PASS


def test_an_unknown_name_or_a_missing_row_cannot_be_assessed():
    tables = tables_of(record("宿迁市人民政府", 2023))
    assert judged("枣阳市人民政府", tables).verdict is Verdict.NOT_ASSESSABLE
    assert judged(None, tables).verdict is Verdict.NOT_ASSESSABLE
    assert judged("甲", Tables(facts.form("2021"), {}, {}, {})).verdict is Verdict.NOT_ASSESSABLE
