"""What letters are put together from; the templates know one drawing for each."""

from collections.abc import Iterable
from dataclasses import dataclass

from onewindow.documents.letters.frame import Content, Rows


@dataclass(frozen=True)
class Text:
    """Paragraphs of the letter's body."""

    lines: tuple[str, ...]

    def content(self) -> Content:
        """Return what the template prints."""
        return {"part": "text", "lines": self.lines}


@dataclass(frozen=True)
class Small:
    """A note below a form, in small letters."""

    lines: tuple[str, ...]

    def content(self) -> Content:
        """Return what the template prints."""
        return {"part": "small", "lines": self.lines}


@dataclass(frozen=True)
class Heading:
    """A small title inside the letter."""

    text: str

    def content(self) -> Content:
        """Return what the template prints."""
        return {"part": "heading", "text": self.text}


@dataclass(frozen=True)
class Facts:
    """Labels and values in a ruled table; pairs without a value are left out.

    `wide` gives questions as much room as their answers.
    """

    rows: Rows
    wide: bool = False

    def content(self) -> Content:
        """Return what the template prints."""
        return {"part": "facts", "wide": self.wide, "rows": [row for row in self.rows if row[1]]}


@dataclass(frozen=True)
class Points:
    """Reasons, duties, promises: numbered when there are several."""

    lines: tuple[str, ...]

    def content(self) -> Content:
        """Return what the template prints."""
        return {"part": "points", "lines": self.lines}


@dataclass(frozen=True)
class Column:
    """One column of a table; a width of 0 mm shares what the others leave."""

    label: str
    width: int = 0
    centred: bool = False


@dataclass(frozen=True)
class Table:
    """Rows under a head that is repeated on the next page; the first column counts them."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    def content(self) -> Content:
        """Return what the template prints."""
        columns = (Column("序号", 13, centred=True), *self.columns)
        return {
            "part": "table",
            "labels": [column.label for column in columns],
            "widths": [column.width for column in columns],
            "centred": [column.centred for column in columns],
            "rows": [
                [str(number), *(cell or "—" for cell in row)]
                for number, row in enumerate(self.rows, start=1)
            ],
        }


@dataclass(frozen=True)
class Cell:
    """One field of a form: a label, what is written into it, or room to write (`height` in mm)."""

    text: str = ""
    span: int = 1
    height: int = 0
    is_label: bool = False
    # At the foot of the field: who signed, or room to sign; `is_date` leaves room for a day.
    signed: str = ""
    is_signed: bool = False
    is_date: bool = False

    def content(self) -> Content:
        """Return what the template prints."""
        return {
            "text": self.text,
            "span": self.span,
            "height": self.height,
            "label": self.is_label,
            "signed": self.signed,
            "sign": self.is_signed,
            "date": self.is_date,
        }


def label(text: str) -> Cell:
    """Return a field that names the one beside it."""
    return Cell(text, is_label=True)


def across(name: str, text: str = "", *, height: int = 0) -> tuple[Cell, ...]:
    """Return a row with one label and one field over the whole width of a form."""
    return (label(name), Cell(text, span=3, height=height))


def signed_across(name: str, text: str, *, signed: str = "", sign: bool) -> tuple[Cell, ...]:
    """Return such a row with who signed it, or room to sign, at its foot."""
    return (label(name), Cell(text, span=3, height=20, signed=signed, is_signed=sign))


def pair(first: tuple[str, str], second: tuple[str, str]) -> tuple[Cell, ...]:
    """Return a row with two labels and their fields."""
    return (label(first[0]), Cell(first[1]), label(second[0]), Cell(second[1]))


@dataclass(frozen=True)
class Form:
    """A ruled form of four columns: label, field, label, field."""

    rows: tuple[tuple[Cell, ...], ...]

    def content(self) -> Content:
        """Return what the template prints."""
        return {"part": "form", "rows": [[cell.content() for cell in row] for row in self.rows]}


@dataclass(frozen=True)
class Signatures:
    """Lines to sign on: who signs, and what is already known of it."""

    rows: Rows

    def content(self) -> Content:
        """Return what the template prints."""
        return {"part": "signatures", "rows": self.rows}


Part = Text | Small | Heading | Facts | Points | Table | Form | Signatures


def contents(parts: Iterable[Part]) -> list[Content]:
    """Return what the templates print of all the parts."""
    return [part.content() for part in parts]
