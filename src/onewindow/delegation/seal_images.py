"""Make a seal's image ready: PNG with a transparent ground, from PNG or SVG, at most 600 px."""

import io
import json
from typing import IO

import typst
from django.utils.translation import gettext as _
from PIL import Image, ImageChops

from onewindow.delegation.svg_guard import check_svg
from onewindow.documents.actions import Received, receive
from onewindow.documents.typesetting import fonts
from onewindow.documents.uploads import check_upload
from onewindow.kernel.errors import DomainError

SMALLEST, LARGEST = 150, 600
LARGEST_BYTES = 2 * 1024 * 1024
MOST_STRETCHED = 2
# A page as large as the picture, without a ground of its own.
PAGE = """
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(json(bytes(sys.inputs.svg))), format: "svg", width: 150pt)
"""


class UnusableSeal(DomainError):
    """An image that cannot stand for a seal."""


def receive_seal(file: IO[bytes], *, name: str) -> Received:
    """Check an uploaded image, make it ready and store it; raise UnusableSeal, UploadRefused."""
    content = file.read(LARGEST_BYTES + 1)
    if len(content) > LARGEST_BYTES:
        raise UnusableSeal(_("印章图片超过 2 MB，请缩小后再传。"))
    if name.lower().endswith(".svg"):
        check_svg(content)
        content, name = _drawn(content), _png(name)
    check_upload(io.BytesIO(content), name=name, groups=("image",))
    return receive(io.BytesIO(prepared(content)), name=_png(name), groups=("image",))


def prepared(content: bytes) -> bytes:
    """Return the seal cut to its ink, on a transparent ground, as PNG."""
    with Image.open(io.BytesIO(content)) as image:
        seal = _without_ground(image.convert("RGBA"))
    box = seal.getchannel("A").point(lambda alpha: 255 if alpha > 8 else 0).getbbox()
    if box is None:
        raise UnusableSeal(_("图片里没有看到印章，请换一张印迹清楚的。"))
    seal = seal.crop(box)
    width, height = seal.size
    if min(width, height) < SMALLEST:
        raise UnusableSeal(
            _("印章图片太小（%(width)d×%(height)d），请用至少 150×150 像素的图片。")
            % {"width": width, "height": height}
        )
    if max(width, height) > MOST_STRETCHED * min(width, height):
        raise UnusableSeal(_("图片太长，不像一枚印章；请裁剪到只剩印章。"))
    seal.thumbnail((LARGEST, LARGEST))
    out = io.BytesIO()
    seal.quantize(64, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _without_ground(image: Image.Image) -> Image.Image:
    """Turn a white ground into a transparent one; an image that has none stays as it is."""
    red, green, blue, alpha = image.split()
    if alpha.point(lambda value: 255 if value < 250 else 0).getbbox():
        return image
    darkest = ImageChops.darker(ImageChops.darker(red, green), blue)
    # No ink is as dark as can be: nearly full counts as full.
    ink = darkest.point(lambda value: min(255, (255 - value) * 5 // 4))
    return Image.merge("RGBA", (red, green, blue, ink))


def _drawn(content: bytes) -> bytes:
    try:
        return typst.compile(
            PAGE.encode(),
            format="png",
            ppi=288,
            sys_inputs={"svg": json.dumps(list(content))},
            font_paths=fonts(),
            ignore_system_fonts=True,
        )
    except typst.TypstError as error:
        raise UnusableSeal(_("这个 SVG 文件画不出来，请导出成 PNG 再传。")) from error


def _png(name: str) -> str:
    stem, _dot, ending = name.rpartition(".")
    return f"{stem or ending}.png"
