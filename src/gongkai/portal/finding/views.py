"""Searching what is out, in one organ or in all."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import tantivy
from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from gongkai.catalogue.models import Column, Publication
from gongkai.catalogue.wordings import lines
from gongkai.faces.limiting import Limit
from gongkai.organs.models import Organ
from gongkai.organs.queries import listed
from gongkai.portal.addressed import of_organ
from gongkai.portal.pages.frame import frame
from gongkai.sealing import digest
from gongkai.search.place import current
from gongkai.search.queries import MOST_CHARACTERS, MOST_HITS, Filters, find, find_some, tally
from gongkai.search.snippets import Part, snippet, with_marks
from gongkai.search.tokens import pieces

PAGE = 20
SEARCHES = Limit("search", 120, 60)  # by address: whole offices share one
LONGEST_NUMBER = 9  # digits
FACETS = (("organ", "机关"), ("column", "栏目"), ("year", "年份"))


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that may answer, with the words marked that were looked for."""

    item: Publication
    title: list[Part]
    passage: list[Part]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as far as it can be understood; nothing that is typed makes an error."""

    text: str
    filters: Filters
    newest_first: bool
    page: int


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What is out at all organs."""
    return _answer(request, {}, None)


@require_safe
@of_organ
def organ_search(request: HttpRequest, organ: Organ) -> HttpResponse:
    """What is out at one organ."""
    return _answer(request, frame(organ), organ)


def asked(request: HttpRequest, organ: Organ | None) -> Asked:
    """The question in an address."""
    given = request.GET
    chosen = organ.pk if organ else number(given.get("organ", ""))
    return Asked(
        text=given.get("q", "").replace("\x00", " ").strip(),
        filters=Filters(
            organ=chosen, column=number(given.get("column", "")), year=number(given.get("year", ""))
        ),
        newest_first=given.get("sort") == "date",
        page=max(1, number(given.get("page", "")) or 1),
    )


def number(text: str) -> int | None:
    """A number that somebody typed, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def _answer(request: HttpRequest, context: dict[str, Any], organ: Organ | None) -> HttpResponse:
    question = asked(request, organ)
    context |= {"asked": question, "organ": organ, "most_characters": MOST_CHARACTERS, "at": "search"}
    if not question.text:
        return _page(request, context)
    if _is_often(request):
        return _page(request, context | {"trouble": "often"}, HTTPStatus.TOO_MANY_REQUESTS)
    index = current()
    if index is None:
        return _page(request, context | {"trouble": "away"}, HTTPStatus.SERVICE_UNAVAILABLE)
    if not pieces(question.text):
        return _page(request, context | {"trouble": "signs"})
    return _page(request, context | _found(index, question))


def _is_often(request: HttpRequest) -> bool:
    """Whether this address asked too often within a minute; only a digest of it is counted with."""
    by = digest(str(get_adapter(request).get_client_ip(request)))
    at = now()
    if SEARCHES.is_reached(by, at):
        return True
    SEARCHES.count(by, at)
    return False


def _found(index: tantivy.Index, question: Asked) -> dict[str, Any]:
    found = find(
        index,
        question.text,
        filters=question.filters,
        newest_first=question.newest_first,
        offset=(question.page - 1) * PAGE,
        limit=PAGE,
    )
    if not found.total:
        near = find_some(index, question.text, filters=question.filters, limit=PAGE)
        return {"hits": _hits(near, question.text), "total": 0, "is_near": bool(near)}
    reachable = min(found.total, MOST_HITS)
    return {
        "hits": _hits(found.ids, question.text),
        "total": found.total,
        "facets": _facets(index, question),
        "before": question.page - 1,
        "after": question.page + 1 if question.page * PAGE < reachable else 0,
    }


def _hits(ids: list[int], text: str) -> list[Hit]:
    """The items in the order of the index, as they can be read now: what was withdrawn meanwhile is not."""
    rows = Publication.objects.filter(pk__in=ids, withdrawn_at__isnull=True)
    known = rows.select_related("organ", "column").in_bulk()
    return [
        Hit(
            item=known[pk],
            title=with_marks(known[pk].title, text),
            passage=snippet(lines(known[pk].body) or [known[pk].summary], text),
        )
        for pk in ids
        if pk in known
    ]


def _facets(index: tantivy.Index, question: Asked) -> list[dict[str, Any]]:
    """By what the hits can be narrowed: a choice that is made already can be taken back."""
    made = {"organ": question.filters.organ, "column": question.filters.column, "year": question.filters.year}
    found = []
    for by, label in FACETS:
        counts = tally(index, question.text, by, filters=question.filters)
        names = _names(by, counts)
        choices = [(key, names[key], count) for key, count in counts.items() if key in names]
        if by == "year":
            choices.sort(reverse=True)
        found.append({"by": by, "label": label, "choices": choices, "chosen": made[by]})
    return found


def _names(by: str, counts: dict[int, int]) -> dict[int, str]:
    if by == "organ":
        return dict(listed().filter(pk__in=counts).values_list("pk", "name"))
    if by == "column":
        return dict(Column.objects.filter(pk__in=counts).values_list("pk", "name"))
    return {year: f"{year}年" for year in counts}


def _page(request: HttpRequest, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    response = render(request, "portal/finding/search.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
