"""The form of 督办."""

from django import forms

from gongkai.desk.fields import words_field


class UrgeForm(forms.Form):
    """What the organ above writes."""

    note = words_field(
        "督办意见",
        most=500,
        initial="请抓紧办理，并在期限内答复申请人。",
        help_text="会通知承办人和工作机构负责人，也随邮件发出：不要写申请人的姓名、电话等个人信息。",
    )
