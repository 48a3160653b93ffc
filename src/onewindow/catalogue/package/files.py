"""The files that items name: out of the package into the document store."""

import hashlib
import io
from datetime import datetime

from django.utils.translation import gettext as _

from onewindow.catalogue.definition.rows import FileRow
from onewindow.catalogue.exchange.problems import FormProblems, Problem
from onewindow.catalogue.package.container import Source
from onewindow.catalogue.package.content import PackedItem
from onewindow.catalogue.package.gathering import files_of
from onewindow.catalogue.storing.files import files_of_catalogue
from onewindow.documents.actions import Received, receive
from onewindow.documents.models import Document
from onewindow.documents.uploads import UploadRefused, check_upload
from onewindow.events.rules import Actor

LARGEST = 20 * 1024 * 1024


class Files:
    """The files of a package; on trial they are looked at and not kept."""

    def __init__(self, source: Source | None, *, is_trial: bool) -> None:
        self._source = source
        self._names = frozenset(source.names()) if source else frozenset()
        self._is_trial = is_trial

    def store(self, item: PackedItem, *, by: Actor, at: datetime) -> tuple[Document, ...]:
        """Take in and return the files that no item has yet; raise FormProblems by name."""
        named = [
            file
            for version in (item.in_force, item.draft)
            for file in (files_of(version.definition) if version else ())
        ]
        known = files_of_catalogue()
        problems: list[Problem] = []
        taken = [
            self._take(file, problems, by=by, at=at)
            for file in dict.fromkeys(named)
            if not known.filter(sha256=file.sha256, name=file.name).exists()
        ]
        if problems:
            raise FormProblems(problems)
        return tuple(document for document in taken if document is not None)

    def _take(
        self, file: FileRow, problems: list[Problem], *, by: Actor, at: datetime
    ) -> Document | None:
        place = f"files/{file.sha256}"
        if self._source is None or place not in self._names:
            message = _("没有附带“%s”的内容，事项目录里也没有这个文件")
            problems.append(Problem(_("文件"), place, message % file.name))
            return None
        data = self._source.read(place, largest=LARGEST)
        if hashlib.sha256(data).hexdigest() != file.sha256:
            problems.append(Problem(_("文件"), place, _("内容与文件名中的摘要不符")))
            return None
        try:
            received = self._receive(data, file)
        except UploadRefused as error:
            problems.append(Problem(_("文件"), place, error.message))
            return None
        kept = FileRow(received.name, received.sha256, received.media_type, received.size)
        if kept != file:
            message = _("“%s”的名称、类型或大小与内容不符")
            problems.append(Problem(_("文件"), place, message % file.name))
            return None
        return received.record(by=by, at=at)

    def _receive(self, data: bytes, file: FileRow) -> Received:
        if not self._is_trial:
            return receive(io.BytesIO(data), name=file.name)
        checked = check_upload(io.BytesIO(data), name=file.name)
        return Received(checked.name, checked.media_type, file.sha256, checked.size)
