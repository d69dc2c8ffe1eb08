"""What a reader tells of an error."""

from django import forms

from gongkai.channels.hits import LONGEST_PAGE
from gongkai.channels.models import ErrorReport
from gongkai.portal.requests.fields import email, one_of, words


class ErrorForm(forms.Form):
    """Which page, what is wrong, and where the answer goes."""

    page = forms.CharField(required=False, widget=forms.HiddenInput)
    kind = one_of("有什么问题", dict(ErrorReport.Kind.choices))
    text = words(
        "具体说明",
        1000,
        asked="请写明哪里有错、应当怎样，例如“第二段的‘其它’应为‘其他’”。",
        widget=forms.Textarea({"rows": 5}),
        help_text="请写明哪一处有错、应当怎样。请不要写个人的身份证号码、住址等。",
    )
    email = email(
        required=False,
        help_text="可以不填。愿意收到处理结果的，请填写；只用来答复您，办结半年后删除。",
    )

    def clean_page(self) -> str:
        """The path of a page of this site; anything else is left out rather than refused."""
        page: str = self.cleaned_data["page"]
        return page if is_path(page) else ""


def is_path(page: str) -> bool:
    """Whether it is the path of a page here, and nothing that leads elsewhere."""
    leads_elsewhere = page.startswith("//") or "\\" in page
    return page.startswith("/") and not leads_elsewhere and len(page) <= LONGEST_PAGE and page.isprintable()
