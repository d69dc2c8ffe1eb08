"""Topics at the desk."""

from gongkai.catalogue.models import Topic

TOPICS = "/desk/catalogue/topics/"
FILLED = {"name": "法治宣传月", "slug": "fzxc", "description": "宣传活动", "position": "1"}


def test_a_topic_is_opened_filled_thinned_and_archived(desks):
    item, other = desks.press.published(), desks.press.published(title="别的文件")
    assert "还没有专题" in desks.jiang.get(TOPICS).text
    assert "已开设专题" in desks.jiang.post(f"{TOPICS}open/", FILLED, follow=True).text
    page = f"{TOPICS}{Topic.objects.get().pk}/"
    offered = desks.jiang.get(page, {"q": "别的"}).text
    assert f'value="{other.pk}"' in offered
    assert f'value="{item.pk}"' not in offered
    shown = desks.jiang.post(f"{page}fill/", {"item": [item.pk, other.pk, "x", "9" * 30]}, follow=True).text
    assert "已加入专题" in shown
    entry = Topic.objects.get().entries.get(publication=other.pk)
    assert "已移出专题" in desks.jiang.post(f"{page}entries/{entry.pk}/thin/", follow=True).text
    assert "不再更新" in desks.jiang.post(f"{page}archive/", follow=True).text
    assert "请先恢复专题" in desks.jiang.post(f"{page}fill/", {"item": other.pk}, follow=True).text
    assert "已归档" in desks.wang.get(TOPICS).text
    assert "已恢复专题" in desks.jiang.post(f"{page}reopen/", follow=True).text
    page_of_form = f"{page}change/"
    assert 'value="fzxc"' in desks.jiang.get(page_of_form).text
    assert "宪法周" in desks.jiang.post(page_of_form, FILLED | {"name": "宪法周"}, follow=True).text


def test_what_is_wrong_with_a_topic_is_told_and_nothing_typed_is_lost(desks):
    answer = desks.jiang.post(f"{TOPICS}open/", FILLED | {"slug": "法治"})
    assert answer.status_code == 422
    assert "小写英文字母" in answer.text
    assert "法治宣传月" in answer.text


def test_nothing_ticked_is_told(desks):
    desks.jiang.post(f"{TOPICS}open/", FILLED)
    page = f"{TOPICS}{Topic.objects.get().pk}/"
    assert "请选择其他条目" in desks.jiang.post(f"{page}fill/", follow=True).text
