"""Pages held against the rules for government websites."""

from dataclasses import replace

import pytest

from gongkai import facts
from gongkai.law.websites import (
    Page,
    Tier,
    column_fault,
    entry_faults,
    foot_faults,
    outline_faults,
    tag_faults,
    tier_of,
)

RULES = facts.website_rules()
SITE = (("SiteName", "某市司法局"), ("SiteDomain", "sfj.example.gov.cn"), ("SiteIDCode", "1306000001"))
COLUMN = tuple((name, "政策文件") for name in RULES.tags[Tier.COLUMN])
ARTICLE = (("ArticleTitle", "关于某事的通知"), ("PubDate", "2024-01-31 09:30"), ("ContentSource", "某局"))
NUMBERS = "网站标识码 1306000001 冀ICP备00000000号-1 冀公网安备 13060002000000号"
FOOT = f"主办：某市司法局 电话：0000-5550100 {NUMBERS}"
WHOLE = Page(
    tags=(*SITE, *COLUMN, *ARTICLE),
    headings=("关于某事的通知",),
    outline=(),
    entries=("首页", *RULES.entries),
    foot=FOOT,
    foot_links=("站点地图",),
)


def with_tag(name, content):
    return replace(WHOLE, tags=tuple((key, content if key == name else old) for key, old in WHOLE.tags))


def test_a_whole_page_has_no_fault():
    assert tag_faults(WHOLE, Tier.ARTICLE, RULES) == ()
    assert foot_faults(WHOLE, RULES) == {}
    assert entry_faults(WHOLE, RULES) == ()


def test_each_tier_asks_for_more():
    assert [len(RULES.wanted(tier)) for tier in Tier] == [3, 7, 10]
    for tags, tier in ((SITE, Tier.SITE), (SITE + COLUMN, Tier.COLUMN), (WHOLE.tags, Tier.ARTICLE)):
        page = replace(WHOLE, tags=tags)
        assert tier_of(page, RULES) is tier
        assert tag_faults(page, tier, RULES) == ()
    page = replace(WHOLE, tags=SITE)
    assert [fault.rpartition(" ")[2] for fault in tag_faults(page, Tier.COLUMN, RULES)] == [
        *RULES.tags[Tier.COLUMN]
    ]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("SiteIDCode", "130600", "10位数字"),
        ("SiteDomain", "https://sfj.example.gov.cn", "只写域名"),
        ("SiteDomain", "127.0.0.1:8000", "只写域名"),
        ("PubDate", "2024年1月31日", "2024-01-31 09:30"),
        ("ContentSource", "null", "没有内容"),
        ("ColumnType", "  ", "没有内容"),
        ("ArticleTitle", "另一个题目", "不一致"),
    ],
)
def test_a_tag_that_says_nothing_true_is_a_fault(name, content, words):
    (fault,) = tag_faults(with_tag(name, content), Tier.ARTICLE, RULES)
    assert name in fault
    assert words in fault


def test_a_tag_given_twice_and_in_other_letters():
    twice = replace(WHOLE, tags=(*WHOLE.tags, SITE[0]))
    assert tag_faults(twice, Tier.ARTICLE, RULES) == ("标签 SiteName 写了2次",)
    assert tag_faults(replace(WHOLE, tags=(("sitename", "某局"), *SITE[1:])), Tier.SITE, RULES) == (
        "首页和一般页面没有标签 SiteName",
    )


def test_the_foot_says_what_it_lacks():
    assert set(foot_faults(replace(WHOLE, foot="", foot_links=()), RULES)) == {
        "organ",
        "contact",
        "site_code",
        "icp",
        "police",
        "map",
    }
    assert foot_faults(replace(WHOLE, foot=FOOT.replace("1306000001", "130600")), RULES) == {
        "site_code": "页脚没有网站标识码"
    }


def test_the_five_entries_stand_in_their_order():
    lacking = replace(WHOLE, entries=RULES.entries[:-1])
    assert entry_faults(lacking, RULES) == ("左侧没有“依申请公开”入口",)
    assert "顺序" in entry_faults(replace(WHOLE, entries=RULES.entries[::-1]), RULES)[0]


def test_a_guide_has_its_parts_in_their_order():
    outline = ["一、主动公开", "二、依申请公开", "三、政府信息公开工作机构", "四、监督和救济"]
    assert outline_faults(outline, RULES) == ()
    assert outline_faults(outline[:3], RULES) == ("指南没有“监督”部分",)
    assert "顺序" in outline_faults(outline[::-1], RULES)[0]


@pytest.mark.parametrize(
    ("days", "limit", "fault"), [(None, 14, "空栏目"), (15, 14, "更新不及时"), (0, 0, ""), (999, None, "")]
)
def test_a_column_is_kept_up(days, limit, fault):
    assert column_fault(days=days, limit=limit) == fault
