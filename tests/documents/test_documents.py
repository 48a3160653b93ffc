"""From the upload to the row, and from the row to the download."""

import io
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from onewindow.accounts.models import User
from onewindow.documents import actions
from onewindow.documents.models import Document
from onewindow.documents.storage import FileDamaged, path_of
from onewindow.documents.sweep import sweep
from onewindow.documents.uploads import UploadRefused
from onewindow.events.rules import SYSTEM
from tests.documents import samples

AT = timezone.now()


def receive(content: bytes = samples.pdf(), name: str = "营业执照 (副本).pdf") -> actions.Received:
    return actions.receive(io.BytesIO(content), name=name)


def test_an_upload_becomes_a_document(applicant: User) -> None:
    document = receive().record(by=applicant, at=AT)
    document.refresh_from_db()
    assert (document.name, document.media_type) == ("营业执照 (副本).pdf", "application/pdf")
    assert (document.uploaded_by, document.account) == (applicant.actor.code, applicant)
    assert document.created_at == AT
    assert path_of(document.sha256).read_bytes() == samples.pdf()


def test_a_letter_is_kept_for_the_system(db: None) -> None:
    received = actions.receive_letter(samples.pdf(), name="示市监许准〔2026〕1号.pdf")
    document = received.record(by=SYSTEM, at=AT)
    assert (document.uploaded_by, document.account) == ("system", None)
    assert document.name == "示市监许准〔2026〕1号.pdf"


def test_a_refused_upload_leaves_nothing() -> None:
    with pytest.raises(UploadRefused):
        receive(samples.exe(), "合同.pdf")
    assert not Path(settings.FILES_ROOT).exists()


def test_a_document_is_sent_as_a_download(applicant: User) -> None:
    document = receive().record(by=applicant, at=AT)
    download = actions.open_download(document)
    with download.file as file:
        assert file.read() == samples.pdf()
    assert download.headers["Content-Type"] == "application/pdf"
    assert download.headers["X-Content-Type-Options"] == "nosniff"
    assert download.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''"
        "%E8%90%A5%E4%B8%9A%E6%89%A7%E7%85%A7%20%28%E5%89%AF%E6%9C%AC%29.pdf"
    )
    assert download.headers["Content-Length"] == str(len(samples.pdf()))


@pytest.mark.parametrize(
    ("content", "name", "is_inline"),
    [
        (samples.pdf(), "a.pdf", True),
        (samples.image("PNG"), "a.png", True),
        (samples.image("JPEG"), "a.jpg", True),
        (samples.image("GIF"), "a.gif", False),
        (b"text", "a.txt", False),
        (samples.docx(), "a.docx", False),
    ],
)
def test_only_a_few_types_open_in_the_page(
    applicant: User, content: bytes, name: str, *, is_inline: bool
) -> None:
    document = receive(content, name).record(by=applicant, at=AT)
    download = actions.open_download(document, inline=True)
    download.file.close()
    assert download.headers["Content-Disposition"].startswith("inline") is is_inline


def test_a_lost_file_is_said_to_be_lost(applicant: User) -> None:
    document = receive().record(by=applicant, at=AT)
    path_of(document.sha256).unlink()
    with pytest.raises(FileDamaged, match="损坏或缺失"):
        actions.open_download(document)


@pytest.mark.parametrize(
    ("field", "value", "constraint"),
    [
        ("sha256", "A" * 64, "document_sha256_hex"),
        ("sha256", "../../etc/passwd", "document_sha256_hex"),
        ("size", 0, "document_not_empty"),
        ("name", "", "document_named"),
        ("media_type", "", "document_typed"),
        ("uploaded_by", "", "document_has_actor"),
    ],
)
def test_the_database_refuses_a_bad_row(
    db: None, field: str, value: str | int, constraint: str
) -> None:
    row: dict[str, object] = {
        "sha256": "0" * 64,
        "name": "a.pdf",
        "size": 1,
        "media_type": "application/pdf",
        "uploaded_by": "system",
        "created_at": AT,
    }
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Document.objects.create(**(row | {field: value}))


def aged(path: Path, days: float) -> Path:
    when = (AT - timedelta(days=days)).timestamp()
    os.utime(path, (when, when))
    return path


def test_the_sweep_removes_what_no_row_names_after_a_day(applicant: User) -> None:
    known = receive().record(by=applicant, at=AT)
    aged(path_of(known.sha256), 9)
    forgotten = aged(path_of(receive(b"forgotten", "a.txt").sha256), 2)
    recent = aged(path_of(receive(b"recent", "a.txt").sha256), 0.5)
    part = Path(settings.FILES_ROOT) / "incoming" / "broken.part"
    part.write_bytes(b"half")
    aged(part, 2)
    assert set(sweep(at=AT)) == {forgotten, part}
    assert forgotten.exists()
    assert set(sweep(at=AT, delete=True)) == {forgotten, part}
    assert not forgotten.exists()
    assert not part.exists()
    assert recent.exists()
    assert path_of(known.sha256).exists()
    assert sweep(at=AT, delete=True) == []


def test_a_file_handed_in_again_is_no_orphan_for_another_day(db: None) -> None:
    old = aged(path_of(receive(b"same", "a.txt").sha256), 5)
    received = receive(b"same", "b.txt")
    assert path_of(received.sha256) == old
    assert sweep(at=AT) == []


def test_there_is_nothing_to_sweep_before_the_first_file(db: None) -> None:
    assert sweep(at=AT) == []
