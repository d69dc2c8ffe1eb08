"""What happened to sample items once they were out: corrections, withdrawals, topics; by the acts."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gongkai.catalogue.actions import drafting, publishing, reviewing, topics
from gongkai.catalogue.chain import REVIEWS
from gongkai.catalogue.choices import Conclusion
from gongkai.catalogue.models import Item, Publication
from gongkai.catalogue.wordings import wording_of
from gongkai.ledger.actions import lock
from gongkai.service.corpus.bulk import Acting, House, moment
from gongkai.service.corpus.composing import told

LATER = timedelta(days=28)  # the same day of the week
CORRECTED = "<p>（更正：以本页现在的表述为准。）</p>"


def happen(house: House, items: Mapping[str, Item], *, on: date) -> Iterator[str]:
    """Correct, withdraw and gather what is told of these items, telling each title or name."""
    for entry in told()["after"]:
        if item := items.get(entry["key"]):
            _changed(house, item, entry)
            yield item.title
    for entry in told()["topics"]:
        found = [item for key, item in items.items() if key.rpartition("-")[0] in entry["series"]]
        if found:
            _gathered(house, found, entry, on)
            yield entry["name"]


def _changed(house: House, item: Item, entry: Mapping[str, Any]) -> None:
    lock(item)
    on = (item.first_published_on or item.drafted_on) + LATER
    at = moment(on)
    with Acting(house.publisher) as by:
        if entry["kind"] == "withdrawn":
            publishing.withdraw(item, why=entry["why"], keep_title=True, on=on, at=at, by=by)
            return
        publishing.begin_correction(item, why=entry["why"], on=on, at=at, by=by)
    wording = wording_of(item)
    with Acting(house.drafter) as by:
        changed = replace(wording, body=wording.body + CORRECTED)
        drafting.revise(item, item.column, changed, on=on, at=at, by=by)
        drafting.submit(item, on=on, by=by)
    for stage, person in zip(REVIEWS, house.reviewers, strict=True):
        with Acting(person) as by:
            reviewing.pass_review(item, stage, proofread=True, on=on, at=at, by=by)
    with Acting(house.secrecy) as by:
        reviewing.examine_secrecy(item, Conclusion.OPEN, text="", on=on, at=at, by=by)
    with Acting(house.publisher) as by:
        publishing.publish(item, on=on, at=at, by=by)


def _gathered(house: House, found: list[Item], entry: Mapping[str, Any], on: date) -> None:
    out = Publication.objects.filter(pk__in=[item.pk for item in found], withdrawn_at__isnull=True)
    facts = topics.TopicFacts(**{name: entry[name] for name in ("name", "slug", "description")})
    with Acting(house.publisher) as by:
        topic = topics.open_topic(house.organ, facts, on=on, by=by)
        topics.fill(topic, out.order_by("-published_at", "-pk"), on=on, by=by)
        if entry.get("archived"):
            topics.archive(topic, on=on, by=by)
