"""Fields that take what a browser hands over."""

import pytest
from django.core.exceptions import ValidationError

from gongkai.desk.accounts.fields import CodeField, CredentialField


@pytest.mark.parametrize("answer", ['{"id": "a\\u0000"}', '{"a": ["\\ud800"]}', "[]", "1", "{", "[" * 9000])
def test_what_could_not_be_kept_is_refused_in_words(answer):
    with pytest.raises(ValidationError) as refused:
        CredentialField().clean(answer)
    assert "请重新操作一次" in refused.value.messages[0]


def test_an_answer_of_plain_text_passes():
    assert CredentialField().clean('{"id": "a", "名称": "办公室"}') == {"id": "a", "名称": "办公室"}


def test_a_code_may_be_copied_with_spaces_or_typed_full_width():
    assert CodeField().clean(" １２３ 456 ") == "123456"
