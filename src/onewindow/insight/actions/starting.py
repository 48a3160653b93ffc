"""Begin a redesign project: on items of the catalogue, or on an event log from elsewhere."""

import itertools
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import IO

from django.db import connection, transaction
from django.utils.translation import gettext as _

from onewindow import events
from onewindow.cases.clocks import local_day
from onewindow.catalogue.models import ItemVersion
from onewindow.documents import rules, storage
from onewindow.documents.models import Document
from onewindow.events.models import Event
from onewindow.events.rules import Actor
from onewindow.insight.actions.proposing import DECIDABLE
from onewindow.insight.actions.working import order
from onewindow.insight.models import JobKind, LogSource, ProjectStatus, RedesignProject, Subject
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Department

MB = 1024 * 1024
LARGEST_LOG = 200 * MB
HEAD = 4096
# gzip, Parquet, UTF-16.
PACKED = (b"\x1f\x8b", b"PAR1", b"\xff\xfe", b"\xfe\xff")
SUFFIXES = (".xes", ".xes.gz", ".csv", ".parquet", ".json", ".jsonocel")
LAST = (
    "SELECT max(split_part(number, '-', 2)::int) FROM insight_redesignproject WHERE number LIKE %s"
)
# One number after another: whoever begins a project waits for the one before.
LOCK = "SELECT pg_advisory_xact_lock(hashtext('insight.number'))"


def start_on_items(
    versions: Iterable[ItemVersion],
    *,
    title: str,
    owner: Department,
    period: tuple[date | None, date | None] = (None, None),
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> RedesignProject:
    """Begin a project on published items, measured on our own cases; raise DomainError for none."""
    chosen = list(versions)
    if not chosen:
        raise DomainError(_("请至少选择一个事项。"))
    with transaction.atomic():
        project = RedesignProject.objects.create(
            number=_next_number(at), title=title, owner=owner, source=LogSource.CASES,
            period_from=period[0], period_to=period[1], is_mapped=True, is_sample=is_sample,
            created_by=by.code, created_by_name=by.name, created_at=at,
        )  # fmt: skip
        _about(project, chosen)
        _tell(project, chosen, by, at)
    return project


def start_on_log(
    file: IO[bytes],
    *,
    name: str,
    title: str,
    owner: Department,
    versions: Iterable[ItemVersion] = (),
    mapping: Mapping[str, str] | None = None,
    by: Actor,
    at: datetime,
    is_sample: bool = False,
) -> RedesignProject:
    """Begin a project on an event log; raise DomainError for a file of another kind or size.

    `versions` are the items that the log is about, if the catalogue has them. With a `mapping`
    nobody has to confirm the columns.
    """
    _check(file, name)
    stored = storage.store_durably(file)
    chosen = list(versions)
    with transaction.atomic():
        log = Document.objects.create(
            sha256=stored.sha256, name=rules.clean_name(name), size=stored.size,
            media_type="application/octet-stream", uploaded_by=by.code, created_at=at,
        )  # fmt: skip
        project = RedesignProject.objects.create(
            number=_next_number(at), title=title, owner=owner, source=LogSource.FILE, log=log,
            mapping=dict(mapping or {}), is_mapped=mapping is not None, is_sample=is_sample,
            created_by=by.code, created_by_name=by.name, created_at=at,
        )  # fmt: skip
        _about(project, chosen)
        if not chosen:
            Subject.objects.create(project=project, name=title)
        _tell(project, chosen, by, at)
    return project


def confirm_columns(
    project: RedesignProject, mapping: Mapping[str, str], *, by: Actor, at: datetime
) -> None:
    """Keep what an officer says each column is; raise NotAllowedNow for our own cases."""
    if project.source != LogSource.FILE:
        raise NotAllowedNow(_("本系统的办件不需要指定列。"))
    with transaction.atomic():
        project.mapping, project.is_mapped = dict(mapping), True
        project.save(update_fields=["mapping", "is_mapped"])
        events.record(
            "redesign.log_mapped",
            chain=project.chain,
            by=by,
            at=at,
            data={"columns": dict(mapping)},
        )


def match_units(
    project: RedesignProject, units: Mapping[str, str], *, by: Actor, at: datetime
) -> None:
    """Keep which department each unit of the log is here, "" for none; diagnose with that.

    Raise NotAllowedNow for our own cases, once drafts are made, and while a diagnosis runs.
    """
    if project.source != LogSource.FILE:
        raise NotAllowedNow(_("本系统的办件不需要对照单位。"))
    if project.status not in (ProjectStatus.IMPORTING, *DECIDABLE):
        raise NotAllowedNow(_("新版草案已经生成，单位对照不能再改。"))
    with transaction.atomic():
        project.units = {**project.units, **units}
        project.save(update_fields=["units"])
        events.record(
            "redesign.units_matched", chain=project.chain, by=by, at=at,
            data={"units": dict(units)},
        )  # fmt: skip
        order(project, JobKind.DIAGNOSIS, by=by, at=at)


def _check(file: IO[bytes], name: str) -> None:
    if not name.lower().endswith(SUFFIXES) or _is_binary(file):
        raise DomainError(
            _("“%(name)s”不是事件日志。可以上传 %(kinds)s 文件。")
            % {"name": name, "kinds": _("、").join(SUFFIXES)}
        )
    size = file.seek(0, 2)
    file.seek(0)
    if size == 0:
        raise DomainError(_("“%(name)s”是空文件。") % {"name": name})
    if size > LARGEST_LOG:
        raise DomainError(
            _("“%(name)s”超过 %(limit)s MB。请按时间分开导出，或者用命令行 onewindow log mine。")
            % {"name": name, "limit": LARGEST_LOG // MB}
        )


def _is_binary(file: IO[bytes]) -> bool:
    """Tell whether it is neither text nor packed as logs are, such as a renamed archive."""
    file.seek(0)
    head = file.read(HEAD)
    return b"\x00" in head and not head.startswith(PACKED)


def _about(project: RedesignProject, versions: Iterable[ItemVersion]) -> None:
    Subject.objects.bulk_create(
        Subject(project=project, item=version.item, version=version, name=version.name)
        for version in versions
    )


def _tell(
    project: RedesignProject, versions: Iterable[ItemVersion], by: Actor, at: datetime
) -> None:
    data = {
        "title": project.title, "source": project.source,
        "items": [version.item.code for version in versions],
    }  # fmt: skip
    events.record("redesign.started", chain=project.chain, by=by, at=at, data=data)


def _next_number(at: datetime) -> str:
    """Return the next number that nobody had: a deleted project keeps its own in the ledger."""
    year = local_day(at).year
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
        cursor.execute(LAST, [f"{year}-%"])
        last = cursor.fetchone()[0] or 0
    numbers = (f"{year}-{number:02d}" for number in itertools.count(last + 1))
    return next(
        number
        for number in numbers
        if not Event.objects.filter(chain=f"redesign/{number}").exists()
    )
