"""The tables and paragraphs of a checked Word document as grids of cells."""

from collections.abc import Iterator
from io import BytesIO

import docx
from django.utils.translation import gettext as _
from lxml import etree

from onewindow.catalogue.exchange.problems import refuse_file
from onewindow.catalogue.exchange.raw import Cell, Grid, close_up

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Ticks that Word writes as characters of its symbol fonts.
SYMBOLS = {
    "F052": "☑",
    "F0FE": "☑",
    "F0FC": "√",
    "F050": "√",
    "F0A3": "☐",
    "F0A8": "☐",
    "F06F": "☐",
}
TEXT = {f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}sym", f"{W}noBreakHyphen"}


def read_grids(data: bytes) -> list[Grid]:
    """Return one grid per table, nested ones too, and one of the paragraphs between them."""
    try:
        body = docx.Document(BytesIO(data)).element.body
    except (KeyError, ValueError, OSError, etree.XMLSyntaxError) as error:
        raise refuse_file(_("Word 文件内部损坏，打不开：请用 Word 重新另存为 .docx")) from error
    grids = []
    for number, table in enumerate(_blocks(body, "tbl"), start=1):
        grids.extend(_table_grids(table, _("表格%d") % number))
    paragraphs = list(_blocks(body, "p"))
    # Word keeps empty paragraphs by the thousand; they say nothing.
    cells = [
        Cell(row, 0, row, 0, text, _paragraph_place(row, 0))
        for row, text in enumerate(map(_text, paragraphs))
        if text
    ]
    return [*grids, Grid("Word", len(paragraphs), 1, cells, _paragraph_place)]


def _paragraph_place(row: int, col: int) -> str:
    return _("正文第%d段") % (row + 1 + col)


def _blocks(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    for child in parent:
        if child.tag == f"{W}{name}":
            yield child
        elif child.tag in {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"}:
            yield from _blocks(child, name)


def _table_grids(table: etree._Element, name: str) -> list[Grid]:
    cells: dict[tuple[int, int], Cell] = {}
    places: dict[tuple[int, int], str] = {}
    open_above: dict[int, Cell] = {}
    nested: list[Grid] = []
    height = width = 0
    for row, line in enumerate(_blocks(table, "tr")):
        height, col = row + 1, _number(line, "trPr/gridBefore", 0)
        for ordinal, box in enumerate(_blocks(line, "tc"), start=1):
            end = col + _number(box, "tcPr/gridSpan", 1) - 1
            place = _("%(table)s 第%(row)d行第%(col)d列") % {
                "table": name,
                "row": row + 1,
                "col": ordinal,
            }
            places |= dict.fromkeys(((row, each) for each in range(col, end + 1)), place)
            above = open_above.get(col) if _continues(box) else None
            start = above or Cell(row, col, row, end, close_up(_cell_text(box)), place)
            cell = Cell(start.row, start.col, row, start.col_end, start.text, start.where)
            cells[cell.row, cell.col] = open_above[col] = cell
            nested.extend(
                grid
                for number, inner in enumerate(_blocks(box, "tbl"), start=1)
                for grid in _table_grids(
                    inner, _("%(place)s内表格%(n)d") % {"place": place, "n": number}
                )
            )
            col = end + 1
        width = max(width, col)
    grid = Grid(name, height, width, list(cells.values()), lambda r, c: places.get((r, c), name))
    return [grid, *nested]


def _continues(box: etree._Element) -> bool:
    merge = box.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _number(element: etree._Element, path: str, default: int) -> int:
    found = element.find("/".join(f"{W}{part}" for part in path.split("/")))
    value = found.get(f"{W}val") if found is not None else None
    return min(int(value), 200) if value and value.isdecimal() else default


def _cell_text(box: etree._Element) -> str:
    return "\n".join(_text(paragraph) for paragraph in _blocks(box, "p")).strip()


def _text(paragraph: etree._Element) -> str:
    pieces = []
    for element in paragraph.iter(*TEXT):
        if element.tag == f"{W}t":
            pieces.append(element.text or "")
        elif element.tag == f"{W}sym":
            pieces.append(SYMBOLS.get(str(element.get(f"{W}char")).upper(), ""))
        elif element.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        else:
            pieces.append(" " if element.tag == f"{W}tab" else "\n")
    return "".join(pieces).strip()
