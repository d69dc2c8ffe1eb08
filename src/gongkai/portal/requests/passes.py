"""查询凭证: what a browser holds for half an hour after number and code were typed, sealed.

A cookie, because a code in an address would stand in histories and logs; only for the pages of the organ, and
never sent along from another site.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from gongkai.organs.models import Organ
from gongkai.sealing import Sealer

NAME = "case"
LASTS = timedelta(minutes=30)
PURPOSE = "gongkai portal case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What opens a case.

    Attributes:
        organ: the organ's id.
        digest: of the query code, by which the database knows the case.
        code: the query code itself, only on the way from the form to its receipt.
    """

    organ: int
    digest: str
    code: str = ""


def show(request: HttpRequest, organ: Organ, *, at: datetime) -> Pass | None:
    """The pass that the browser holds for this organ, unless its time is over."""
    try:
        data = json.loads(_sealer().unseal(request.COOKIES.get(NAME, "").encode()))
    except (InvalidToken, UnicodeEncodeError):
        return None
    if data["organ"] != organ.pk or data["until"] < at.timestamp():
        return None
    return Pass(organ=data["organ"], digest=data["digest"], code=data["code"])


def hand_out(response: HttpResponse | HttpResponseBase, organ: Organ, held: Pass, *, at: datetime) -> None:
    """Give the browser a pass, or a fresh one."""
    data = {"organ": held.organ, "digest": held.digest, "code": held.code, "until": (at + LASTS).timestamp()}
    response.set_cookie(
        NAME,
        _sealer().seal(json.dumps(data).encode()).decode(),
        max_age=LASTS,
        path=f"/{organ.slug}/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def take_back(response: HttpResponse, organ: Organ) -> None:
    """Let the browser forget it."""
    response.delete_cookie(NAME, path=f"/{organ.slug}/", samesite="Strict")


def _sealer() -> Sealer:
    return Sealer(PURPOSE, [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS])
