"""What people typed, before a form looks at it: without signs that no document and no database can hold."""

import re
import unicodedata

from django.http import HttpRequest, QueryDict

from gongkai.documents.model import UNPRINTABLE

# Direction signs and invisible ones: they let a text look like another.
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def typed(request: HttpRequest) -> QueryDict:
    """The fields that were sent, cleaned; nothing that anybody sees is taken away."""
    post = request.POST.copy()
    for name, values in post.lists():
        post.setlist(name, [plain(value) for value in values])
    return post


def plain(text: str) -> str:
    r"""The text with one kind of line end and only what can be seen.

    >>> plain("甲\r\n乙\x00\u202e丙")
    '甲\n乙丙'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNSEEN.sub("", UNPRINTABLE.sub("", lines))


def half_width(text: str) -> str:
    """A number or code as it is kept: half width, in capitals, without blanks and hyphens.

    >>> half_width(" １３０６ 0219-x")
    '13060219X'
    """
    folded = unicodedata.normalize("NFKC", text).upper()
    return re.sub(r"[\s\-－—_]", "", folded)
