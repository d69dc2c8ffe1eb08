"""Bring the tables up to date, and enter the demo organs and people, unless there are organs already."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction
from django.utils.timezone import localdate, now
from rich.progress import BarColumn, Progress, TextColumn

from gongkai.service import demo, demo_catalogue, demo_reports, demo_year


class Command(BaseCommand):
    help = "更新数据库结构，写入示例机关和人员（已有机关时不写）"
    requires_system_checks = ()  # they load every page, and the tests have run them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bare", action="store_true", help="只写机关和人员，不写公开条目和申请")

    def handle(self, *args: Any, bare: bool, **options: Any) -> None:  # noqa: ARG002  Django's signature
        call_command("migrate", skip_checks=True, verbosity=0)
        if demo.is_there():
            return
        told = demo.facts()
        total = len(told["organs"]) + len(told["people"])
        if not bare:
            total += demo_catalogue.count() + demo_reports.count() + demo_year.count()
        columns = (
            TextColumn("示例数据"),
            BarColumn(),
            TextColumn("{task.completed}/{task.total} {task.description}"),
        )
        with Progress(*columns) as progress, transaction.atomic():
            task = progress.add_task("", total=total)
            for name in demo.steps(on=localdate(), at=now(), bare=bare):
                progress.update(task, advance=1, description=name)
