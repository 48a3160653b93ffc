"""Walk through the XML of an office file without building it: no DTD, no excess, no far cells."""

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from onewindow.catalogue.exchange.problems import FormProblems, Problem, refuse_file

LARGEST_PART = 16 * 1024 * 1024
MOST_ELEMENTS = 150_000
DEEPEST = 200
LAST_ROW, LAST_COLUMN = 5_000, 256
REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
# An XML part begins with < whatever its encoding; pictures and fonts do not.
XML_START = re.compile(rb"^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\s\x00]*<")


@dataclass(frozen=True)
class Room:
    """The largest part in bytes, the most elements in all, the last row and column."""

    part: int
    elements: int
    row: int
    column: int


def form_room() -> Room:
    """Return the room that a paper form gets."""
    return Room(LARGEST_PART, MOST_ELEMENTS, LAST_ROW, LAST_COLUMN)


@dataclass
class Findings:
    """What was seen on the way: elements so far, sheets, formulas that were never computed."""

    elements: int = 0
    sheets: int = 0
    uncomputed: list[str] = field(default_factory=list)


class XmlGuard:
    """Checks one entry of the package, fed piece by piece."""

    def __init__(self, name: str, findings: Findings, room: Room) -> None:
        self.room = room
        self.findings = findings
        self.is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
        self.is_media = "/media/" in name
        self.size = 0
        self.depth = 0
        self.parser: expat.XMLParserType | None = None
        self.row, self.col = 0, 0
        self.cell, self.has_formula, self.has_value = "", False, False
        findings.sheets += self.is_sheet

    def feed(self, piece: bytes) -> None:
        """Check the next piece; raise FormProblems at the first thing that is not sound."""
        if self.size == 0 and not self.is_media and XML_START.match(piece):
            self.parser = self._make_parser()
        self.size += len(piece)
        if self.parser is None:
            return
        if self.size > self.room.part:
            message = _("文件内部有超过 %d MB 的文本，可能是恶意文件：没有读取")
            raise refuse_file(message % (self.room.part // (1024 * 1024)))
        self._parse(piece, is_final=False)

    def close(self) -> None:
        """Check that the part ended well."""
        if self.parser is not None:
            self._parse(b"", is_final=True)

    def _parse(self, piece: bytes, *, is_final: bool) -> None:
        if self.parser is None:
            return
        try:
            self.parser.Parse(piece, is_final)
        except expat.ExpatError as error:
            raise refuse_file(_("文件内部损坏，打不开：请重新另存后再导入")) from error

    def _make_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        return parser

    def _refuse_doctype(self, *_declaration: object) -> None:
        raise refuse_file(_("文件内部含有外部实体声明（DTD），可能是恶意文件：没有读取"))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.findings.elements += 1
        self.depth += 1
        if self.findings.elements > self.room.elements or self.depth > DEEPEST:
            raise refuse_file(_("文件内容过多或嵌套过深，不像填好的表：没有读取"))
        if not self.is_sheet:
            return
        local = name.rpartition(":")[2]
        if local == "row":
            self.row, self.col = int(attributes.get("r", self.row + 1)), 0
        elif local == "c":
            self._start_cell(attributes)
        elif local in {"v", "is"}:
            self.has_value = True
            self._check_place()
        elif local == "f":
            self.has_formula = True

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.cell = attributes.get("r", "")
        self.has_formula = self.has_value = False
        match = REFERENCE.fullmatch(self.cell)
        self.col += 1
        if match:
            self.row, self.col = int(match[2]), 0
            for letter in match[1]:
                self.col = self.col * 26 + ord(letter) - 64

    def _check_place(self) -> None:
        if self.row > self.room.row or self.col > self.room.column:
            message = _("内容写到了第 %(row)d 行第 %(col)d 列，远在表格之外：请删去后另存再导入")
            details = {"row": self.row, "col": self.col}
            raise FormProblems([Problem(_("文件"), self.cell, message % details)])

    def _end(self, name: str) -> None:
        self.depth -= 1
        is_cell = self.is_sheet and name.rpartition(":")[2] == "c"
        if is_cell and self.has_formula and not self.has_value:
            self.findings.uncomputed.append(self.cell)
