"""The request form: what it asks for, in which words it says so, and that nothing typed breaks it."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import example, given
from hypothesis import strategies as st
from tests.portal.requests.citizen import ID_NUMBER, TYPED

from gongkai.portal.requests.fields import FilesField
from gongkai.portal.requests.forms import LONGEST_CONTENT, AskForm, AttachmentsForm
from gongkai.portal.requests.typed import plain

ON = date(2026, 11, 25)
COMPANY = {
    **TYPED,
    "kind": "company",
    "name": "示例科技有限公司（示例）",
    "credit_code": "91350100M000100Y43",
    "contact": "李四（示例）",
}


def form(**changes):
    return AskForm({**TYPED, **changes}, on=ON)


def errors(**changes):
    return {name: str(told[0]) for name, told in form(**changes).errors.items()}


def test_a_person_is_kept_by_the_names_of_the_register():
    filled = form()
    assert filled.is_valid()
    assert filled.applicant() == {
        "kind": "natural",
        "name": "张三丰",
        "id_kind": "居民身份证",
        "id_number": ID_NUMBER,
        "phone": "13800138000",
        "email": "zhangsanfeng@163.com",
        "address": TYPED["address"],
        "postcode": "071000",
        "form": "纸质复印件",
        "way": "post",
    }


def test_an_organisation_is_kept_with_its_code_and_contact():
    filled = AskForm(COMPANY, on=ON)
    assert filled.is_valid(), filled.errors
    kept = filled.applicant()
    assert (kept["id_kind"], kept["id_number"]) == ("统一社会信用代码", "91350100M000100Y43")
    assert kept["contact"] == "李四（示例）"


def test_nobody_is_asked_for_a_purpose():
    labels = [str(field.label) for field in AskForm.base_fields.values()]
    assert not [label for label in labels if "用途" in label or "需要说明" in label]


@pytest.mark.parametrize(
    ("changes", "field", "told"),
    [
        ({"content": " "}, "content", "请写明您要的信息：文件的名称、文号"),
        ({"content": "长" * (LONGEST_CONTENT + 1)}, "content", f"最多{LONGEST_CONTENT}个字，现在有5001个字"),
        ({"kind": ""}, "kind", "请选择申请人类别。"),
        ({"kind": "king"}, "kind", "没有这一项"),
        ({"id_number": ""}, "id_number", "请填写证件号码"),
        ({"id_number": "13060219900101001"}, "id_number", "身份证号码应当是18位，现在是17位。请对照证件"),
        ({"id_number": "130602199001010013"}, "id_number", "校验码不对"),
        ({"id_number": "130602199002300010"}, "id_number", "请对照证件逐位核对"),
        ({"phone": "打电话"}, "phone", "电话只能用数字"),
        ({"postcode": "71000"}, "postcode", "邮政编码是6位数字"),
        ({"email": "zhang@"}, "email", "电子邮箱的格式不对"),
        ({"phone": "", "email": "", "address": "", "way": "pick_up"}, "phone", "请至少填写电话"),
        ({"address": ""}, "address", "您选择了邮寄"),
        ({"email": "", "way": "email"}, "email", "您选择了发送到电子邮箱"),
        ({"form": "其他形式"}, "form_other", "请写明您希望的形式"),
        ({"agent_name": "王五"}, "agent_number", "请填写代理人的证件号码"),
        ({"agent_number": "x1"}, "agent_name", "请填写代理人姓名"),
        ({"kind": "company", "credit_code": "", "contact": "甲"}, "credit_code", "没有的，填写证书编号"),
        (
            {"kind": "company", "credit_code": "91350100M000100Y4Z", "contact": "甲"},
            "credit_code",
            "不能用字母",
        ),
        ({"kind": "research", "credit_code": "91350100M000100Y43"}, "contact", "请填写联系人姓名"),
    ],
)
def test_what_is_missing_or_wrong_is_said_with_what_to_do(changes, field, told):
    found = errors(**changes)
    assert list(found) == [field]
    assert told in found[field]


def test_the_words_about_a_number_do_not_repeat_it():
    assert "13060219900101001" not in errors(id_number="13060219900101001")["id_number"]


@pytest.mark.parametrize(
    "written", ["１３０６０２１９９００１０１００１２", "130602 19900101 0012", "130602-19900101-0012"]
)
def test_a_number_may_be_written_in_groups_and_in_full_width(written):
    filled = form(id_number=written)
    assert filled.is_valid()
    assert filled.applicant()["id_number"] == ID_NUMBER


def test_other_papers_are_not_judged_by_the_rule_of_the_identity_card():
    assert form(id_kind="护照", id_number="E12345678").is_valid()
    assert AskForm({**COMPANY, "kind": "other", "credit_code": "境外登记第7号"}, on=ON).is_valid()


@pytest.mark.parametrize("mail", ["z@163.com", "12345678@qq.com", "zhang@例子.中国", "z+a@mail.example"])
def test_no_provider_of_mail_and_no_name_is_a_sign_of_spam(mail):
    assert form(email=mail, name="欧阳").is_valid()


def test_joint_applicants_and_agents_are_kept():
    kept = form(joint="李四\n\n 王五 ", agent_name="赵六", agent_number="A1")
    assert kept.is_valid()
    assert kept.applicant()["joint"] == ["李四", "王五"]
    assert kept.applicant()["agent"] == "赵六 A1"


def test_numbers_are_marked_so_that_no_draft_keeps_them():
    drawn = str(AskForm(on=ON))
    assert drawn.count("data-private") == 2


def sent(*sizes):
    files = [SimpleUploadedFile(f"{number}.pdf", b"x" * size) for number, size in enumerate(sizes)]
    form = AttachmentsForm({}, {"attached": files})
    return form, form.errors.get("attached", [""])[0]


def test_attachments_are_bounded_in_number_and_size(monkeypatch):
    monkeypatch.setattr(FilesField, "most_bytes", 1000)
    assert sent()[0].is_valid()
    assert sent(10, 20)[0].cleaned_data["attached"][1].size == 20
    assert "最多5个" in sent(*[1] * 6)[1]
    assert "可以压缩后再选，或者另行邮寄" in sent(600, 600)[1]


HOSTILE = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    ["\0", "\ud800", "字" * 10_000, "<script>alert(1)</script>", "{{ 7*7 }}", "' OR 1=1 --", "\u202e\u200b"]
)


@given(st.dictionaries(st.sampled_from(sorted(AskForm.base_fields)), HOSTILE))
@example({"content": "\ud800\0"})
def test_no_text_breaks_the_form(changes):
    filled = AskForm({name: plain(value) for name, value in {**TYPED, **changes}.items()}, on=ON)
    drawn = str(filled)
    assert "<script>alert" not in drawn
    if filled.is_valid():
        kept = filled.applicant()
        assert kept["name"]
        assert kept["kind"] in {"natural", "company", "research", "public_interest", "legal_service", "other"}


@given(st.text(st.characters(codec=None)))
def test_cleaning_leaves_only_what_can_be_stored_and_does_it_once(text):
    cleaned = plain(text)
    assert plain(cleaned) == cleaned
    assert "\0" not in cleaned
    cleaned.encode()
