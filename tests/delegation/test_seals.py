"""A seal's image: what is taken, what becomes of it, one of a kind at a time."""

import io
from datetime import date, timedelta

import pytest
from PIL import Image

from onewindow.delegation import actions
from onewindow.delegation.models import Seal, SealKind
from onewindow.delegation.seal_images import UnusableSeal, prepared, receive_seal
from onewindow.delegation.svg_guard import UnsafeDrawing
from onewindow.documents.storage import path_of
from onewindow.documents.uploads import UploadRefused
from onewindow.events.models import Event
from onewindow.kernel.errors import DomainError, NotAllowedNow
from onewindow.orgs.models import Department
from tests.cases.building import MONDAY
from tests.cast import make_department, make_officer
from tests.delegation.granting import BEFORE, TODAY
from tests.delegation.papers import seal_png

SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{}
<circle cx="50" cy="50" r="45" fill="none" stroke="#c00" stroke-width="6"/></svg>"""
ENTITY = b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>'


@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_white_ground_becomes_transparent_and_margins_go(mode: str) -> None:
    with Image.open(io.BytesIO(prepared(seal_png(mode)))) as image:
        seal = image.convert("RGBA")
    assert seal.size == (221, 221)
    assert pixel(seal, (0, 0))[3] == 0
    red, green, _blue, ink = pixel(seal, (110, 4))
    assert (red > 190, green < 60, ink) == (True, True, 255)


def pixel(image: Image.Image, place: tuple[int, int]) -> tuple[int, ...]:
    value = image.getpixel(place)
    assert isinstance(value, tuple)
    return value


def test_a_large_image_is_made_smaller() -> None:
    with Image.open(io.BytesIO(prepared(seal_png("RGBA", (1500, 1500))))) as image:
        assert max(image.size) == 600


def test_a_drawing_becomes_a_picture() -> None:
    received = receive_seal(io.BytesIO(SVG.format("").encode()), name="章.svg")
    assert (received.name, received.media_type) == ("章.png", "image/png")
    with Image.open(path_of(received.sha256)) as image:
        assert image.format == "PNG"
        assert pixel(image.convert("RGBA"), (0, 0))[3] == 0


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<image href="http://example.com/x.png"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<circle r="1" onload="alert(1)"/>',
        '<text font-family="x" href="file:///etc/passwd">x</text>',
        "<style>@import 'http://example.com/x.css';</style>",
        '<circle r="1" fill="url(http://example.com/#x)"/>',
        '<use href="#a"/>',
        "<a><circle r='1'/></a>",
    ],
)
def test_a_drawing_with_more_than_shapes_is_refused(inside: str) -> None:
    with pytest.raises(UnsafeDrawing):
        receive_seal(io.BytesIO(SVG.format(inside).encode()), name="章.svg")


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("章.svg", ENTITY + SVG.format("&a;").encode(), UnsafeDrawing),
        ("章.svg", b"<svg", UnsafeDrawing),
        ("章.svg", b"<html></html>", UnsafeDrawing),
        ("章.png", SVG.format("").encode(), UploadRefused),
        ("章.png", b"MZ\x90\x00\x03" + b"\0" * 80, UploadRefused),
        ("章.png", seal_png()[:200], UploadRefused),
        ("章.png", b"", UploadRefused),
        ("章.png", seal_png(size=(100, 100)), UnusableSeal),
        ("章.png", seal_png(size=(900, 200)), UnusableSeal),
        ("章.png", b"\x89PNG" + b"0" * (2 * 1024 * 1024), UnusableSeal),
    ],
    ids=[
        "entity", "broken", "no svg", "svg called png", "program", "half a png", "empty",
        "small", "long", "heavy",
    ],
)  # fmt: skip
def test_what_is_no_seal_is_refused_with_a_reason(
    name: str, content: bytes, error: type[DomainError]
) -> None:
    with pytest.raises(error, match=r"\w"):
        receive_seal(io.BytesIO(content), name=name)


def test_an_empty_sheet_is_no_seal() -> None:
    out = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(out, "PNG")
    with pytest.raises(UnusableSeal, match="没有看到印章"):
        receive_seal(io.BytesIO(out.getvalue()), name="章.png")


def register(department: Department, *, valid_to: date | None = None) -> Seal:
    by = make_officer("manager", department=department).actor
    image = receive_seal(io.BytesIO(seal_png()), name="章.png")
    return actions.register_seal(
        department, SealKind.FILING, image, valid_from=TODAY - timedelta(days=9),
        valid_to=valid_to, by=by, at=BEFORE,
    )  # fmt: skip


@pytest.mark.django_db
def test_a_department_has_one_seal_of_a_kind_that_is_not_over() -> None:
    office, other = make_department("scjg"), make_department("other")
    first = register(office)
    register(other)
    with pytest.raises(NotAllowedNow, match="先停用"):
        register(office)
    actions.revoke(first, by=make_officer("manager").actor, reason="换章", at=MONDAY)
    second = register(office)
    codes = Event.objects.filter(chain=second.chain).order_by("seq").values_list("code", flat=True)
    assert list(codes) == ["seal.registered", "seal.stopped", "seal.registered"]


@pytest.mark.django_db
def test_a_seal_whose_time_is_over_makes_room_for_the_next() -> None:
    office = make_department("scjg")
    first = register(office, valid_to=TODAY)
    image = receive_seal(io.BytesIO(seal_png()), name="章.png")
    by = make_officer("manager", department=office).actor
    actions.register_seal(
        office, SealKind.FILING, image, valid_from=TODAY, valid_to=None, by=by, at=MONDAY
    )
    first.refresh_from_db()
    assert first.closed_at == MONDAY
