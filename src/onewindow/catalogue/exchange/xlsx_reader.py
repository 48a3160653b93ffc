"""The sheets of a checked workbook as grids of cells."""

import datetime
from io import BytesIO

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from onewindow.catalogue.exchange.problems import refuse_file
from onewindow.catalogue.exchange.raw import Cell, Grid, close_up

Value = (
    int
    | float
    | str
    | bool
    | datetime.time
    | datetime.date
    | datetime.datetime
    | datetime.timedelta
)


def read_grids(data: bytes) -> list[Grid]:
    """Return one grid per visible sheet; raise FormProblems for a broken workbook."""
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(data))
        names = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.visible is SheetVisibleEnum.Visible
        ]
        sheets = [workbook.get_sheet_by_name(name) for name in names]
        return [_grid(sheet, first=index == 0) for index, sheet in enumerate(sheets)]
    except (CalamineError, ValueError, OSError) as error:
        raise refuse_file(_("Excel 文件内部损坏，打不开：请用 Excel 重新另存为 .xlsx")) from error


def column_name(col: int) -> str:
    """Return the letters of a column counted from 0."""
    name = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, 26)
        name = chr(65 + rest) + name
    return name


def _grid(sheet: CalamineSheet, *, first: bool) -> Grid:
    prefix = "" if first else f"{sheet.name}!"

    def name_place(row: int, col: int) -> str:
        return f"{prefix}{column_name(col)}{row + 1}"

    # calamine trims empty rows and columns before the first value: places must not shift.
    rows = sheet.to_python(skip_empty_area=False)
    height, width = len(rows), max(map(len, rows), default=0)
    ends = {
        start: end
        for start, end in sheet.merged_cell_ranges or []
        if start[0] < height and start[1] < width
    }
    hidden = {
        (row, col)
        for start, end in ends.items()
        for row in range(start[0], min(end[0], height - 1) + 1)
        for col in range(start[1], min(end[1], width - 1) + 1)
        if (row, col) != start
    }
    cells = []
    for row, values in enumerate(rows):
        for col, value in enumerate(values):
            text = close_up(to_text(value))
            if (row, col) not in hidden and (text or (row, col) in ends):
                end = ends.get((row, col), (row, col))
                at = name_place(row, col)
                cells.append(
                    Cell(row, col, min(end[0], height - 1), min(end[1], width - 1), text, at)
                )
    home = _("工作表“%s”") % sheet.name
    return Grid(home, height, width, cells, name_place)


def to_text(value: Value) -> str:
    """Return a cell's value as the person sees it."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
