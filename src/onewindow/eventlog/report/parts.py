"""Pieces of HTML and SVG; every text that goes in is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape

LABEL, BAR, ROW = 200, 340, 26
COLUMN, TALL = 26, 110


def text(value: object) -> str:
    """Return a value as text of HTML."""
    return escape(str(value))


def section(title: str, *content: str, note: str = "") -> str:
    """Return a part of the page under its heading; nothing when there is nothing to show."""
    if not any(content):
        return ""
    said = f'<p class="note">{text(note)}</p>' if note else ""
    return f"<section><h2>{text(title)}</h2>{said}{''.join(content)}</section>"


def key_figures(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the figures that come first."""
    shown = (f"<div><dt>{text(name)}</dt><dd>{text(value)}</dd></div>" for name, value in pairs)
    return f'<dl class="key">{"".join(shown)}</dl>'


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, words: int = 1) -> str:
    """Return a table whose first columns are words and the others figures."""
    kinds = ["" if place < words else ' class="n"' for place in range(len(heads))]
    head = "".join(
        f'<th scope="col"{kind}>{text(name)}</th>' for name, kind in zip(heads, kinds, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(f"<td{kind}>{text(each)}</td>" for each, kind in zip(row, kinds, strict=True))
        + "</tr>"
        for row in rows
    )
    if not body:
        return ""
    return wide(f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>", heads[0])


def wide(content: str, name: str) -> str:
    """Let what is too wide for a phone scroll by itself."""
    label = f"{text(name)}，可左右滚动"
    return f'<div class="wide" tabindex="0" role="group" aria-label="{label}">{content}</div>'


def bars(name: str, rows: Sequence[tuple[str, float, str]]) -> str:
    """Return lying bars: label, length, words behind."""
    most = max((value for _label, value, _said in rows), default=0)
    if not most:
        return ""
    lines = []
    for place, (label, value, said) in enumerate(rows):
        y, length = place * ROW, max(1.0, BAR * value / most)
        lines.append(
            f'<text x="{LABEL - 8}" y="{y + 17}" text-anchor="end">{text(_short(label))}</text>'
            f'<rect class="bar" x="{LABEL}" y="{y + 4}" width="{length:.1f}" height="{ROW - 9}"/>'
            f'<text x="{LABEL + length + 6:.1f}" y="{y + 17}">{text(said)}</text>'
        )
    width, height = LABEL + BAR + 130, len(rows) * ROW
    return wide(_svg(name, width, height, lines), name)


def columns(name: str, rows: Sequence[tuple[str, int]]) -> str:
    """Return standing bars: label, height."""
    most = max((value for _label, value in rows), default=0)
    if not most:
        return ""
    lines = []
    for place, (label, value) in enumerate(rows):
        x, tall = place * COLUMN, TALL * value / most
        lines.append(
            f'<rect class="bar" x="{x + 3}" y="{TALL - tall:.1f}" width="{COLUMN - 6}"'
            f' height="{tall:.1f}"><title>{text(label)}：{value:,}</title></rect>'
            f'<text x="{x + COLUMN / 2}" y="{TALL + 16}" text-anchor="middle">{text(label)}</text>'
        )
    return wide(_svg(name, len(rows) * COLUMN, TALL + 22, lines), name)


def _svg(name: str, width: float, height: float, lines: Iterable[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{text(name)}"'
        f' width="{width}" height="{height}" viewBox="0 0 {width} {height}">{"".join(lines)}</svg>'
    )


def _short(label: str) -> str:
    return label if len(label) <= 22 else f"{label[:21]}…"
