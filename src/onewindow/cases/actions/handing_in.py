"""Take in the files an applicant uploads for one material or field; a bad one costs no other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from onewindow.accounts.models import User
from onewindow.cases.actions.drafting import attach_file, for_what
from onewindow.cases.actions.mending import attach_to_correction
from onewindow.cases.models import Case, CorrectionItem
from onewindow.catalogue.filling import file_kinds_of
from onewindow.catalogue.models import FormField, Material
from onewindow.documents.actions import receive
from onewindow.documents.storage import StorageFailed
from onewindow.documents.uploads import UploadRefused, check_count


class Uploaded(Protocol):
    """A file as it comes in from outside."""

    @property
    def name(self) -> str | None:
        """The name it had on the applicant's device."""

    @property
    def file(self) -> IO[bytes]:
        """Its bytes."""


@dataclass(frozen=True)
class HandedIn:
    """How many files were kept, and why others were not; the same sentence is there once."""

    kept: int
    refusals: tuple[str, ...]


def hand_in(
    case: Case, asked: Material | FormField, files: Iterable[Uploaded], *, by: User, at: datetime
) -> HandedIn:
    """Check, store and attach files to a draft; raise NotAllowedNow once it is submitted."""
    kept, refusals = 0, []
    for upload in files:
        try:
            check_count(case.submissions.count() + 1)
            _hand_in_one(case, asked, upload, by=by, at=at)
        except (UploadRefused, StorageFailed) as refused:
            refusals.append(str(refused))
        else:
            kept += 1
    return HandedIn(kept, tuple(dict.fromkeys(refusals)))


def hand_in_correction(
    item: CorrectionItem, files: Iterable[Uploaded], *, by: User, at: datetime
) -> list[str]:
    """Check and store what answers one item of a correction; return why files were refused.

    Raise NotAllowedNow once the correction was answered or the case has ended.
    """
    refusals = []
    for upload in files:
        try:
            check_count(item.notice.case.submissions.count() + 1)
            received = receive(
                upload.file, name=upload.name or _("未命名"), groups=file_kinds_of(item.asked)
            )
            with transaction.atomic():
                attach_to_correction(item, received.record(by=by.actor, at=at), at=at)
        except (UploadRefused, StorageFailed) as refused:
            refusals.append(str(refused))
    return refusals


def _hand_in_one(
    case: Case, asked: Material | FormField, upload: Uploaded, *, by: User, at: datetime
) -> None:
    # Stored durably before the transaction: a row never names bytes that a crash could lose.
    received = receive(upload.file, name=upload.name or _("未命名"), groups=file_kinds_of(asked))
    if case.submissions.filter(document__sha256=received.sha256, **for_what(asked)).exists():
        return
    with transaction.atomic():
        attach_file(case, asked, received.record(by=by, at=at), by=by, at=at)
