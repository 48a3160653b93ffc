"""A ZIP is judged by its directory; nothing is unpacked to find out that it is too big."""

import io
import random
import stat
import struct
import tracemalloc
import zipfile

import pytest

from onewindow.documents import archives, uploads
from onewindow.documents.rules import Limits, Reason, Refused
from onewindow.documents.uploads import UploadRefused
from tests.documents import samples


def refusal(content: bytes, name: str = "材料.zip") -> Reason:
    with pytest.raises(UploadRefused) as refused:
        uploads.check_upload(io.BytesIO(content), name=name)
    return refused.value.code


def bomb(megabytes: int) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("a.txt", "w") as member,
    ):
        for _ in range(megabytes):
            member.write(bytes(1024 * 1024))
    return out.getvalue()


def overlapping(count: int = 100, *, claimed: int | None = None) -> bytes:
    """Many directory entries that all point at one packed member."""
    plain = samples.zipped({"a.txt": random.Random(1).randbytes(30_000)})
    start = plain.index(b"PK\x01\x02")
    end = plain.index(b"PK\x05\x06")
    entry = plain[start:end]
    entries = b"".join(entry.replace(b"a.txt", b"%05d" % n) for n in range(count))
    claimed = count if claimed is None else claimed
    record = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, claimed, claimed, len(entries), start, 0)
    return plain[:start] + entries + record


def with_entry(name: str, *, mode: int = 0, flags: int = 0) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        entry = zipfile.ZipInfo(name)
        entry.external_attr = mode << 16
        archive.writestr(entry, b"content")
    data = bytearray(out.getvalue())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= flags
    return bytes(data)


def test_a_bomb_of_200_megabytes_is_refused_in_little_memory() -> None:
    content = bomb(201)
    tracemalloc.start()
    assert refusal(content) is Reason.BOMB
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 * 1024 * 1024


def test_a_bomb_is_refused_under_another_name_too() -> None:
    content = bomb(30)
    assert refusal(content) is Reason.BOMB
    assert refusal(content, "台账.xlsx") is Reason.BOMB


@pytest.mark.parametrize(
    "limits",
    [
        Limits(unpacked_bytes=2_000_000, ratio=1_000_000),
        Limits(unpacked_bytes=100_000_000, ratio=50),
    ],
)
def test_the_unpacked_size_and_the_ratio_are_limits_of_their_own(limits: Limits) -> None:
    content = bomb(3)
    with pytest.raises(Refused) as refused:
        archives.check_zip(io.BytesIO(content), len(content), limits)
    assert refused.value.reason is Reason.BOMB
    roomy = Limits(unpacked_bytes=100_000_000, ratio=1_000_000)
    assert archives.check_zip(io.BytesIO(content), len(content), roomy).group == "archive"


def test_overlapping_members_are_refused() -> None:
    assert refusal(overlapping()) is Reason.BOMB


def test_too_many_members_are_refused() -> None:
    assert refusal(samples.zipped({f"{n}.txt": b"x" for n in range(2001)})) is Reason.BOMB


def test_a_directory_of_countless_members_is_not_even_read() -> None:
    for content in (overlapping(60_000), overlapping(60_000, claimed=1)):
        tracemalloc.start()
        assert refusal(content) is Reason.BOMB
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert peak < 2 * 1024 * 1024


def test_the_larger_format_cannot_hide_another_directory() -> None:
    content = samples.zipped({"a.txt": b"a"})
    at = content.index(b"PK\x05\x06")
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, 0, 1)
    assert refusal(content[:at] + locator + content[at:]) is Reason.DAMAGED


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../a.txt", Reason.UNSAFE_PATH),
        ("/etc/passwd", Reason.UNSAFE_PATH),
        ("C:\\a.txt", Reason.UNSAFE_PATH),
        ("a\\..\\..\\b.txt", Reason.UNSAFE_PATH),
        ("/".join("a" * 20) + "/b.txt", Reason.UNSAFE_PATH),
        ("里面.zip", Reason.NESTED_ARCHIVE),
        ("里面.rar", Reason.NESTED_ARCHIVE),
        ("安装.exe", Reason.DANGEROUS_NAME),
        ("页面.html", Reason.DANGEROUS_NAME),
        ("宏.xlsm", Reason.DANGEROUS_NAME),
    ],
)
def test_a_member_that_must_not_be_there(name: str, reason: Reason) -> None:
    assert refusal(with_entry(name)) is reason


def test_a_link_inside_is_refused() -> None:
    assert refusal(with_entry("a.txt", mode=stat.S_IFLNK | 0o777)) is Reason.UNSAFE_PATH


def test_a_member_with_a_password_is_refused() -> None:
    assert refusal(with_entry("a.txt", flags=1)) is Reason.ENCRYPTED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (samples.exe(), Reason.EXECUTABLE),
        (b"<html>", Reason.WEB_PAGE),
        (b"7z\xbc\xaf\x27\x1c" + bytes(20), Reason.NESTED_ARCHIVE),
    ],
)
def test_a_member_is_looked_at_whatever_its_name(content: bytes, reason: Reason) -> None:
    assert refusal(samples.zipped({"合同.pdf": content})) is reason


@pytest.mark.parametrize("cut", [10, 40, 100])
def test_a_truncated_archive_is_damaged(cut: int) -> None:
    assert (
        refusal(samples.zipped({"a.txt": b"a" * 90, "b.txt": b"b" * 90})[:-cut]) is Reason.DAMAGED
    )


def test_a_program_in_front_of_an_archive_is_no_archive() -> None:
    assert refusal(samples.exe() + samples.zipped({"a.txt": b"a"})) is Reason.EXECUTABLE
