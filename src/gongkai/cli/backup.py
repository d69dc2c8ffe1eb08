"""``gongkai backup`` and ``gongkai restore``."""

import os
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Annotated

import typer

from gongkai.cli import installation
from gongkai.cli.screen import BEIJING, out, refuse
from gongkai.service import backup as backups
from gongkai.service import commands
from gongkai.service.database import Access, var
from gongkai.service.sealed import new_key

RECIPIENT = "GONGKAI_BACKUP_RECIPIENT"

app = typer.Typer(help="备份：数据库、文件和台账末端，加密成一个文件。", no_args_is_help=True)


@app.command("key")
def key(
    file: Annotated[Path, typer.Argument(help="私钥写到这个文件；请移到别处保管，不要留在本机")],
) -> None:
    """生成一对备份密钥：私钥写入文件，公钥显示在屏幕上。

    例：gongkai backup key 备份私钥.txt
    """
    private, public = new_key()
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as written:
            written.write(f"# gongkai 备份私钥。没有它就不能恢复备份。\n# 公钥：{public}\n{private}\n")
    except FileExistsError:
        refuse(f"“{file}”已存在，为免覆盖旧私钥没有写入，请换一个文件名。")
    except OSError as error:
        refuse(f"“{file}”写不进去：{error.strerror}。")
    out.print(f"私钥已写入 {file}，请移到别处妥善保管：没有它，备份谁也打不开。")
    out.print(f"请设置 {RECIPIENT}={public}", soft_wrap=True)


@app.command("write")
def write(
    file: Annotated[Path, typer.Argument(help="备份写到这个文件")],
    recipient: Annotated[str, typer.Option("--recipient", help=f"公钥；缺省用 {RECIPIENT}")] = "",
) -> None:
    """写一份备份；运行中也可以写，写完整之前不会出现在目标位置。

    例：gongkai backup write 备份-2026-11-25.age
    """
    chosen = recipient or os.environ.get(RECIPIENT, "")
    if not chosen:
        refuse(f"还没有备份公钥：请先运行 gongkai backup key 私钥文件，再设置 {RECIPIENT}。")
    if file.exists():
        refuse(f"“{file}”已存在，请换一个文件名。")
    at = datetime.now(BEIJING)  # noqa: TID251  the command line is where the time comes in
    try:
        with installation.opened() as found:
            written = backups.write(_place(found), file, recipient=chosen, at=at, version=version("gongkai"))
    except backups.BackupError as error:
        refuse(str(error))
    out.print(
        f"[bold green]备份完成[/]  {file}（{file.stat().st_size / (1 << 20):.1f} MB，文件{written.files}个）"
    )
    for organ, (number, known) in written.heads.items():
        out.print(f"  机关{organ}的台账到第{number}条，校验值{known[:16]}……")


def restore(
    file: Annotated[Path, typer.Argument(help="备份文件")],
    key_file: Annotated[Path, typer.Option("--key", help="备份私钥文件")],
) -> None:
    """把备份恢复到一个空的安装（空数据库、空文件夹），然后核对台账。

    例：GONGKAI_VAR=新目录 gongkai restore 备份.age --key 备份私钥.txt
    """
    try:
        identity = key_file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        refuse(f"私钥文件“{key_file}”读不出来，请核对文件名。")
    with installation.opened() as found:
        try:
            told = backups.restore(_place(found), file, identity=identity)
        except backups.BackupError as error:
            refuse(str(error))
        out.print(f"[bold green]恢复完成[/]  {told.taken_at}的备份，文件{told.files}个。正在核对……")
        environment = installation.maintenance(found)
        migrated = commands.run(environment, "migrate", "--verbosity", "0")
        raise typer.Exit(migrated or commands.run(environment, "verify"))


def _place(found: Access) -> backups.Place:
    if not found.owner:
        refuse("备份和恢复需要以数据库所有者连接，请设置 DATABASE_OWNER_URL（见运行手册）。")
    return backups.Place(found.owner, var(os.environ) / "files")
