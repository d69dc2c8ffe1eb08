"""Simulate requests for information: organs, people and histories that are made up and legal."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate, now
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongkai.ledger.queries import broken
from gongkai.requests.models import InfoRequest
from gongkai.service.simulation.offices import RealOrgansError, refuse_real
from gongkai.service.simulation.run import Plan, steps


class Command(BaseCommand):
    help = "模拟依申请公开：虚构的机关、申请人和合法的办理过程"
    requires_system_checks = ()  # they load every page, and the tests have run them

    def add_arguments(self, parser: ArgumentParser) -> None:
        for name in ("organs", "requests", "first", "last", "seed"):
            parser.add_argument(f"--{name}", type=int, required=True)
        for name in ("bulk", "without-letters"):
            parser.add_argument(f"--{name}", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        refuse_production()
        plan = Plan(
            organs=options["organs"],
            requests=options["requests"],
            first_year=options["first"],
            last_year=options["last"],
            seed=options["seed"],
            bulk=options["bulk"],
            with_letters=not options["without_letters"],
        )
        columns = (TextColumn("模拟"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, TextColumn("{task.description}")) as progress:
            task = progress.add_task("准备机关", total=2 * plan.requests)
            for doing, count in steps(plan, today=localdate(), at=now()):
                progress.update(task, advance=count, description=doing)
        self._tell()

    def _tell(self) -> None:
        with transaction.atomic():
            told = list(broken())
            count = InfoRequest.objects.count()
        for one in told:
            self.stdout.write(f"机关{one.organ}的台账第{one.number}条：{one.reason}")
        if told:
            sys.exit(1)
        self.stdout.write(f"完成：现有{count}件申请，台账完好")


def refuse_production() -> None:
    """Refuse to simulate where it could stand beside what is real."""
    if settings.PRODUCTION:
        raise CommandError("正式运行的系统里不能模拟：台账只增不删。请另用一个演示环境")
    try:
        with transaction.atomic():
            refuse_real()
    except RealOrgansError as error:
        raise CommandError(str(error)) from error
