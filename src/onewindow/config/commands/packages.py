"""The whole catalogue out and in: `onewindow items export` and the packages of `items import`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from onewindow.config import console

if TYPE_CHECKING:
    from onewindow.catalogue.exchange.problems import FormProblems
    from onewindow.catalogue.models import ServiceItem
    from onewindow.catalogue.package.report import PackageReport

Target = Annotated[Path, typer.Argument(help="写到哪里：文件夹、.zip 或 .xlsx。")]
All = Annotated[bool, typer.Option("--all", help="全部事项和基本目录。")]
Department = Annotated[str, typer.Option(help="只要这个部门（短代码）的事项，不带基本目录。")]


def export(target: Target, *, everything: All = False, department: Department = "") -> None:
    """导出事项包（每个事项一份 YAML，附文件和基本目录），或每类内容一张表的 .xlsx。"""
    if everything == bool(department):
        console.fail("请写 --all（全部），或者 --department 短代码（一个部门）。")
    console.open_database()
    from onewindow.catalogue.exchange.problems import FormProblems
    from onewindow.catalogue.models import ServiceItem
    from onewindow.kernel.errors import DomainError
    from onewindow.orgs.models import Department as Office

    items = ServiceItem.objects.select_related("department", "standard", "base").order_by("slug")
    if department:
        if not Office.objects.filter(short_code=department).exists():
            console.fail(f"没有登记的部门：{department}。")
        items = items.filter(department__short_code=department)
    try:
        _write(target, list(items), with_base=everything)
    except FormProblems as error:
        console.fail("\n".join(["没有导出：", *map(str, error.problems)]))
    except (DomainError, OSError) as error:
        console.fail(f"没有导出：{error}")
    typer.echo(f"已导出 {len(items)} 个事项到 {target}。")


def _write(target: Path, items: "list[ServiceItem]", *, with_base: bool) -> None:
    from onewindow.catalogue.package.container import write_folder, write_zip
    from onewindow.catalogue.package.gathering import pack, packed_items
    from onewindow.catalogue.workbook.writing import write_workbook

    suffix = target.suffix.lower()
    if suffix not in {".zip", ".xlsx"}:
        write_folder(pack(items, with_base=with_base), target)
        return
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            if suffix == ".zip":
                write_zip(pack(items, with_base=with_base), file)
            else:
                write_workbook(packed_items(items), file)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def take_in(
    path: Path, *, as_published: bool, is_trial: bool, is_partly: bool, is_edited: bool
) -> "PackageReport":
    """Take a package in and return the report; end the command when it is no package."""
    from django.utils.timezone import now

    from onewindow.catalogue.exchange.problems import FormProblems
    from onewindow.catalogue.package.container import open_source
    from onewindow.catalogue.package.opening import read_package
    from onewindow.catalogue.package.taking_in import Way
    from onewindow.catalogue.package.taking_in import take_in as store
    from onewindow.catalogue.workbook.reading import read_workbook
    from onewindow.events import SYSTEM

    way = Way(
        by=SYSTEM, at=now(), as_published=as_published, is_trial=is_trial, is_partly=is_partly
    )
    try:
        if path.suffix.lower() == ".xlsx":
            return store(read_workbook(path.read_bytes(), is_trial=is_trial), way)
        with open_source(path) as source:
            return store(read_package(source, is_trial=is_trial, is_edited=is_edited), way)
    except FormProblems as error:
        return _refused(error)


def _refused(error: "FormProblems") -> "PackageReport":
    from onewindow.catalogue.package.report import PackageReport

    return PackageReport(problems=list(error.problems))


def is_package(path: Path) -> bool:
    """Say whether a path holds a whole catalogue: a folder, a .zip, an .xlsx of that kind."""
    if path.is_dir() or path.suffix.lower() != ".xlsx":
        return path.is_dir() or path.suffix.lower() == ".zip"
    from onewindow.catalogue.exchange.problems import FormProblems
    from onewindow.catalogue.workbook.reading import is_workbook

    try:
        return is_workbook(path.read_bytes())
    except FormProblems:
        return False


def tell(report: "PackageReport", *, as_json: bool, is_trial: bool) -> None:
    """Print the report; exit code 1 when something was refused."""
    text = report.text()
    if is_trial:
        text += "\n这是试运行。"
    console.answer(report.as_json(), as_json=as_json, text=text)
    if report.is_refused:
        raise typer.Exit(1)
