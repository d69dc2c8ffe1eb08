"""Write the data files: of all organs, or of one, and those of all together."""

import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import now

from gongkai.isolation.scope import PUBLIC, entered
from gongkai.opendata.places import WritingError
from gongkai.opendata.queries import organs
from gongkai.opendata.writing import write_everything, write_organ, write_together
from gongkai.portal.baking.keeping import bake
from gongkai.portal.machines.datafiles import pages_of

NICENESS = 10  # pages come first


class Command(BaseCommand):
    help = "生成开放数据文件"
    requires_system_checks = ()  # they load every page, and the tests have run them

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organ", type=int, help="只重新生成这个机关的，和全平台的")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002  Django's signature
        os.nice(NICENESS)
        at = now()
        try:
            if options["organ"]:
                write_organ(options["organ"], at)
                write_together(at)
            else:
                write_everything(at, lambda organ: self.stdout.write(f"{organ.name}……"))
        except WritingError as error:
            raise CommandError(f"{error}。请稍后再运行一次。") from error
        with entered(PUBLIC):
            found = organs().filter(pk=options["organ"]) if options["organ"] else organs()
            slugs = list(found.values_list("slug", flat=True))
        bake(pages_of(slugs))
        self.stdout.write("开放数据文件已生成。")
