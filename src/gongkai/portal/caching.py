"""Pages for everyone: the same for all who read them, so they may be kept and asked for again cheaply."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import conditional_page, require_safe

from gongkai.faces.lasting import KEPT_SECONDS


def public(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let a page be kept for some seconds, and answer "not changed" to who has it already.

    Such a page has its line in ``portal.baking.pages``, and then is baked.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, public=True, max_age=KEPT_SECONDS)
        patch_vary_headers(response, ["Cookie"])  # the size of the type
        return response

    made = require_safe(conditional_page(kept))
    made.__dict__["is_public"] = True  # read by the test that every such page is baked
    return made
