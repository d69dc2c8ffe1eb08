"""A form that follows both versions is told by which version each item follows, and made again from that."""

import pytest

from gongkai import facts
from gongkai.audit.versions import followed, mixed

OLD_ITEM = facts.form("2019").proactive_rows[0].item


@pytest.mark.parametrize("requests", facts.FORM_VERSIONS)
def test_a_mixed_form_comes_out_as_it_went_in(requests):
    new = {row.item: "2021" for row in facts.form("2021").proactive_rows}
    form = mixed(new | {OLD_ITEM: "2019"}, requests)
    assert form.version == "mixed"
    assert mixed(*followed(form)) == form
    assert followed(form) == (followed(form)[0] | {OLD_ITEM: "2019"}, requests)


@pytest.mark.parametrize("version", facts.FORM_VERSIONS)
def test_a_plain_form_follows_itself(version):
    items, requests = followed(facts.form(version))
    assert {*items.values(), requests} == {version}
