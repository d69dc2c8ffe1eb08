"""Bake the public pages: all of them anew, or what is missing or of an older program."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from gongkai.portal.baking.keeping import count, everything, is_complete


class Command(BaseCommand):
    help = "把公开页面生成为文件，由网页服务器直接送出"
    requires_system_checks = ()  # they load every page, and the tests have run them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="全部核对，不论是否已经生成")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        if is_complete() and not options["all"]:
            self.stdout.write("公开页面都已生成，此后随发布更新。要逐页核对，请加 --all。")
            return
        columns = (TextColumn("公开页面"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns) as progress:
            task = progress.add_task("", total=count())
            pages, failed = everything(lambda done: progress.update(task, completed=done))
        if failed:
            raise CommandError(f"{pages}页中有{failed}页没有生成，由程序直接提供；原因见上面的日志")
        self.stdout.write(f"公开页面已生成，共 {pages} 页。")
