"""Build the index of the public search anew, beside the one in use."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.timezone import now
from rich.progress import BarColumn, Progress, TextColumn

from gongkai.search.keeping import is_true, rebuild
from gongkai.search.sources import how_many_are_out


class Command(BaseCommand):
    help = "重建公开信息的搜索索引；重建期间照常可以搜索"
    requires_system_checks = ()  # they load every page, and the tests have run them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--if-needed", action="store_true", help="索引完好时不重建")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        if options["if_needed"] and is_true():
            return
        columns = (TextColumn("搜索索引"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
        with Progress(*columns) as progress:
            task = progress.add_task("", total=how_many_are_out())
            count = rebuild(lambda done: progress.update(task, completed=done), at=now())
        self.stdout.write(f"搜索索引已重建，共 {count} 条。")
