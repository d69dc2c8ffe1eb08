"""Searching what is out, in one organ or in all."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import tantivy
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from gongkai.catalogue.choices import Genre, Validity
from gongkai.catalogue.models import Column, Publication
from gongkai.catalogue.wordings import lines
from gongkai.faces.limiting import Limit, is_often
from gongkai.organs.models import Organ
from gongkai.organs.queries import listed
from gongkai.portal.addressed import of_organ
from gongkai.portal.pages.frame import frame
from gongkai.reports.models import AnnualReport
from gongkai.search.index import ANNUAL_REPORT
from gongkai.search.place import current
from gongkai.search.queries import (
    MOST_CHARACTERS,
    MOST_HITS,
    Filters,
    Within,
    choices,
    find,
    find_some,
    hint,
    tally,
)
from gongkai.search.snippets import Part, snippet, with_marks
from gongkai.search.sources import as_out, lines_of
from gongkai.search.tokens import pieces

PAGE = 20
SEARCHES = Limit("search", 120, 60)  # by address: whole offices share one
MOST_COUNTED = 20_000  # hits: to count them by organ, column and so on takes 10 ms for 100,000
LONGEST_NUMBER = 9  # digits
PLACES = ((Within.ANYWHERE, "全文"), (Within.TITLE, "标题"), (Within.NUMBER, "文号、索引号"))
FACETS = (("organ", "机关"), ("column", "栏目"), ("genre", "体裁"), ("validity", "有效性"), ("year", "年份"))
GENRES = (*Genre.choices, (ANNUAL_REPORT, "年度报告"))


@dataclass(frozen=True, slots=True)
class Hit:
    """An item or a report that may answer, with the words marked that were looked for."""

    found: Publication | AnnualReport
    title: list[Part]
    passage: list[Part]


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for, as far as it can be understood; nothing that is typed makes an error."""

    text: str
    filters: Filters
    newest_first: bool
    page: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A value by which the hits can be narrowed, with how many there are; None where that was not counted."""

    key: int | str
    name: str
    count: int | None


@dataclass(frozen=True, slots=True)
class Facet:
    """By what the hits can be narrowed; with a value chosen only that one is left, and can be taken back."""

    by: str
    label: str
    choices: list[Choice]
    is_chosen: bool


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
    filters = Filters(
        organ=organ.pk if organ else number(given.get("organ", "")),
        column=number(given.get("column", "")),
        year=number(given.get("year", "")),
        genre=one_of([key for key, _ in GENRES], given.get("genre", "")),
        validity=one_of(Validity.values, given.get("validity", "")),
        within=Within(one_of([*Within], given.get("in", "")) or ""),
    )
    return Asked(
        text=given.get("q", "").replace("\x00", " ").strip(),
        filters=filters,
        newest_first=given.get("sort") == "date",
        page=max(1, number(given.get("page", "")) or 1),
    )


def one_of(values: Sequence[str], text: str) -> str | None:
    """What was chosen, or None where there is no such choice."""
    return text if text in values else None


def number(text: str) -> int | None:
    """A number that somebody typed, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else None


def _answer(request: HttpRequest, context: dict[str, Any], organ: Organ | None) -> HttpResponse:
    question = asked(request, organ)
    context |= {
        "asked": question,
        "organ": organ,
        "most_characters": MOST_CHARACTERS,
        "at": "search",
        "places": PLACES,
        "feed": reverse("portal:organ_search_feed", args=[organ.slug])
        if organ
        else reverse("portal:search_feed"),
    }
    if not question.text:
        return _page(request, context)
    if is_often(SEARCHES, request, now()):
        return _page(request, context | {"trouble": "often"}, HTTPStatus.TOO_MANY_REQUESTS)
    index = current()
    if index is None:
        return _page(request, context | {"trouble": "away"}, HTTPStatus.SERVICE_UNAVAILABLE)
    if not pieces(question.text):
        return _page(request, context | {"trouble": "signs"})
    return _page(request, context | _found(index, question))


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
        meant = hint(index, question.text, filters=question.filters)
        return {"hits": _hits(near, question.text), "total": 0, "is_near": bool(near), "hint": meant}
    reachable = min(found.total, MOST_HITS)
    return {
        "hits": _hits(found.ids, question.text),
        "total": found.total,
        "facets": _facets(index, question, found.total),
        "before": question.page - 1,
        "after": question.page + 1 if question.page * PAGE < reachable else 0,
    }


def _hits(ids: list[int], text: str) -> list[Hit]:
    return [
        Hit(found=one, title=with_marks(one.title, text), passage=snippet(_words(one), text))
        for one in as_out(ids)
    ]


def _words(found: Publication | AnnualReport) -> Sequence[str]:
    """What a passage is taken from."""
    if isinstance(found, Publication):
        return lines(found.body) or [found.summary]
    return lines_of(found)


def _facets(index: tantivy.Index, question: Asked, total: int) -> list[Facet]:
    """By what the hits can be narrowed; of very many hits it is not counted how many there are of each."""
    counted: Mapping[str, Mapping[int | str, int | None]]
    if total <= MOST_COUNTED:
        counted = tally(index, question.text, filters=question.filters)
    else:
        known = choices(index, organ=question.filters.organ) | {
            by: [value] for by, value in question.filters.chosen.items()
        }
        counted = {by: dict.fromkeys(values) for by, values in known.items()}
    return [
        Facet(by, label, _choices(by, counted[by]), is_chosen=by in question.filters.chosen)
        for by, label in FACETS
    ]


def _choices(by: str, counts: Mapping[int | str, int | None]) -> list[Choice]:
    names = _names(by, counts)
    found = [Choice(key, names[key], count) for key, count in counts.items() if key in names]
    return sorted(found, key=lambda one: -int(one.key)) if by == "year" else found


def _names(by: str, keys: Collection[int | str]) -> Mapping[int | str, str]:
    match by:
        case "organ":
            return dict(listed().filter(pk__in=keys).values_list("pk", "name"))
        case "column":
            return dict(Column.objects.filter(pk__in=keys).values_list("pk", "name"))
        case "genre":
            return dict(GENRES)
        case "validity":
            return {key: name for key, name in Validity.choices if key != Validity.NOT_APPLICABLE}
    return {year: f"{year}年" for year in keys}


def _page(request: HttpRequest, context: dict[str, Any], status: int = HTTPStatus.OK) -> HttpResponse:
    response = render(request, "portal/finding/search.html", context, status=status)
    response["Cache-Control"] = "no-store"
    return response
