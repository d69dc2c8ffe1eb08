"""Only what the public may read gets into the index."""

from gongkai.search.index import opened, write
from gongkai.search.queries import find
from gongkai.search.sources import public_entries


def test_what_is_out_is_found_and_nothing_else(press, tmp_path):
    out = press.published(title="关于公证收费的通知")
    press.ready(title="关于公证收费的草稿")
    press.withdrawn(press.published(title="关于公证收费的旧文"))
    index = opened(tmp_path)
    write(index, public_entries())
    assert find(index, "公证收费").ids == [out.pk]
    assert find(index, "加强组织领导").ids == [out.pk]
    assert find(index, "示司〔2026〕12号").ids == [out.pk]
