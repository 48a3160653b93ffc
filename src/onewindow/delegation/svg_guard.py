"""Take only drawings that draw: no scripts, nothing from elsewhere, no entities."""

import re
from xml.parsers import expat

from django.utils.translation import gettext as _

from onewindow.kernel.errors import DomainError

DRAWS = frozenset({
    "svg", "g", "defs", "title", "desc", "path", "circle", "ellipse", "rect", "line", "polyline",
    "polygon", "text", "tspan", "textPath", "clipPath", "mask", "metadata", "style",
    "linearGradient", "radialGradient", "stop",
})  # fmt: skip
MOST_ELEMENTS = 5_000
FROM_ELSEWHERE = re.compile(rb"@import|url\(\s*[\"']?(?!#)", re.IGNORECASE)


class UnsafeDrawing(DomainError):
    """An SVG file with more than a drawing in it."""


def check_svg(content: bytes) -> None:
    """Raise UnsafeDrawing for an SVG that is broken or holds anything but shapes and text."""
    guard = _Guard()
    if FROM_ELSEWHERE.search(content):
        guard.refuse()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = guard.refuse
    parser.ProcessingInstructionHandler = guard.refuse
    parser.StartElementHandler = guard.start
    try:
        parser.Parse(content, True)  # noqa: FBT003  expat takes no keyword
    except expat.ExpatError as error:
        raise UnsafeDrawing(_("这个 SVG 文件已损坏，请重新导出。")) from error
    if not guard.is_svg:
        raise UnsafeDrawing(_("这不是 SVG 图片，请换一个文件。"))


class _Guard:
    def __init__(self) -> None:
        self.is_svg = False
        self.elements = 0

    def refuse(self, *_declaration: object) -> None:
        raise UnsafeDrawing(_("这个 SVG 文件带有脚本或者外部内容，请只留图形，或者导出成 PNG。"))

    def start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2]
        self.is_svg = self.is_svg or local == "svg"
        self.elements += 1
        # An editor's own elements are drawn by nobody.
        is_svg = name.startswith("http://www.w3.org/2000/svg ") or " " not in name
        if self.elements > MOST_ELEMENTS or (is_svg and local not in DRAWS):
            self.refuse()
        for key, value in attributes.items():
            is_link = key.rpartition(" ")[2] == "href" and not value.startswith("#")
            is_handler = key.lower().startswith("on")
            if is_link or is_handler:
                self.refuse()
