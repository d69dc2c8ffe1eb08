"""What a page is about in the words of schema.org, for search engines; nothing but what it shows."""

from collections.abc import Iterable
from typing import Any

from django.utils.timezone import localtime

from gongkai.catalogue.choices import Validity
from gongkai.catalogue.models import Column, Publication
from gongkai.letters.models import Letterhead
from gongkai.opendata.addresses import at
from gongkai.organs.models import Organ

Node = dict[str, Any]
Step = tuple[str, str]
CONTEXT = "https://schema.org"
LANGUAGE = "zh-Hans"
PORTAL = "政府信息公开"
QUESTION = "{q}"


def of_portal() -> Node:
    """The first page: a site, and how it is searched."""
    return {"@context": CONTEXT} | _site(PORTAL, at("home"), at("search"))


def of_organ(organ: Organ, head: Letterhead | None) -> Node:
    """An organ's own page: who it is and how to reach it, and its part of the site."""
    owner = _owner(organ) | {"identifier": organ.credit_code}
    if head:
        owner |= {"telephone": head.phone, "address": head.address}
    site = _site(f"{organ.name}{PORTAL}", at("organ", organ.slug), at("organ_search", organ.slug))
    return {"@context": CONTEXT, "@graph": [owner, site]}


def of_column(column: Column, organ: Organ, trail: Iterable[Column]) -> Node:
    """A column, and where it stands."""
    here = at("column", organ.slug, column.path)
    return {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "name": column.name,
        "description": column.description or column.name,
        "url": here,
        "inLanguage": LANGUAGE,
        "publisher": _owner(organ),
        "breadcrumb": _trail(organ, trail, (column.name, here)),
    }


def of_item(item: Publication, organ: Organ, trail: Iterable[Column]) -> Node:
    """An item with its directory elements, and where it stands."""
    here = at("item", organ.slug, item.pk)
    column = (item.column.name, at("column", organ.slug, item.column.path))
    known = {
        "abstract": item.summary,
        "keywords": item.keywords,
        "creativeWorkStatus": item.validity != Validity.NOT_APPLICABLE and item.get_validity_display(),
        "expires": item.expires_on and item.expires_on.isoformat(),
    }
    return {
        "@context": CONTEXT,
        "@type": "Article",
        "headline": item.title,
        "identifier": [number for number in (item.number, item.document_number) if number],
        "genre": item.get_genre_display(),
        "articleSection": item.column.name,
        "dateCreated": item.formed_on.isoformat(),
        "datePublished": localtime(item.published_at).isoformat(),
        "dateModified": localtime(item.corrected_at or item.published_at).isoformat(),
        "url": here,
        "inLanguage": LANGUAGE,
        "isAccessibleForFree": True,
        "author": {"@type": "GovernmentOrganization", "name": item.makers or organ.name},
        "publisher": _owner(organ),
        "breadcrumb": _trail(organ, trail, column, (item.title, here)),
        **{name: value for name, value in known.items() if value},
    }


def _site(name: str, here: str, search: str) -> Node:
    return {
        "@type": "WebSite",
        "name": name,
        "url": here,
        "inLanguage": LANGUAGE,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={QUESTION}"},
            "query-input": "required name=q",
        },
    }


def _owner(organ: Organ) -> Node:
    return {"@type": "GovernmentOrganization", "name": organ.name, "url": at("organ", organ.slug)}


def _trail(organ: Organ, above: Iterable[Column], *last: Step) -> Node:
    first = (organ.name, at("organ", organ.slug))
    steps = [first, *((one.name, at("column", organ.slug, one.path)) for one in above), *last]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": address}
            for place, (name, address) in enumerate(steps, 1)
        ],
    }
