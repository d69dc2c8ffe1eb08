"""Figures for Prometheus: of requests as they happen, of the database when asked."""

import os
import shutil
from collections.abc import Callable, Iterator
from time import perf_counter

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import (
    REGISTRY,
    CollectorRegistry,
    Counter,
    Histogram,
    generate_latest,
    multiprocess,
)
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gongkai.isolation.middleware import face

# Several web processes write into one folder; a name set before Django starts.
SHARED = "PROMETHEUS_MULTIPROC_DIR"
JOBS = "SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY 1"
OLDEST = """
SELECT coalesce(extract(epoch FROM now() - min(coalesce(scheduled_at, now()))), 0)
FROM procrastinate_jobs WHERE status = 'todo' AND (scheduled_at IS NULL OR scheduled_at < now())
"""

requests = Counter("gongkai_requests", "Answered requests", ["face", "method", "status"])
seconds = Histogram(
    "gongkai_request_seconds",
    "Time to answer a request",
    ["face"],
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)


class MetricsMiddleware:
    """Counts and times every request, by face only: no address, no person, no path."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = perf_counter()
        response = self.get_response(request)
        name = face(request.path).removeprefix("gongkai_")
        seconds.labels(name).observe(perf_counter() - begun)
        requests.labels(name, request.method or "", response.status_code).inc()
        return response


class Place(Collector):
    """What the database and the disk tell at this moment."""

    def collect(self) -> Iterator[Metric]:
        yield GaugeMetricFamily(
            "gongkai_disk_free_bytes", "Room left", value=shutil.disk_usage(settings.VAR).free
        )
        jobs = GaugeMetricFamily("gongkai_jobs", "Jobs by state", labels=["status"])
        try:
            with connection.cursor() as cursor:
                cursor.execute(JOBS)
                for status, count in cursor.fetchall():
                    jobs.add_metric([status], count)
                cursor.execute(OLDEST)
                ((waiting,),) = cursor.fetchall()
        except DatabaseError:
            yield GaugeMetricFamily("gongkai_database_up", "The database answers", value=0)
            return
        yield GaugeMetricFamily("gongkai_database_up", "The database answers", value=1)
        yield GaugeMetricFamily(
            "gongkai_job_waiting_seconds", "How long the oldest due job waits", value=waiting
        )
        yield jobs


def page() -> bytes:
    """All figures in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Place())
    if SHARED in os.environ:
        multiprocess.MultiProcessCollector(registry)
        return generate_latest(registry)
    return generate_latest(registry) + generate_latest(REGISTRY)
