"""The process map of a log as SVG, for the page of `onewindow log mine --html`."""

from html import escape

from onewindow.eventlog import EventLog, Measures
from onewindow.eventlog.report.parts import wide
from onewindow.eventlog.running import integer, rows
from onewindow.procedure.process_map import MapDrawing, Node, Path, draw, usual

SHARE = 0.9
DAY = 86_400


def map_of(log: EventLog, measured: Measures) -> str:
    """Draw the usual paths; in working days where they were measured, else in days."""
    day = measured.working_time.seconds_a_day if measured.working_time else DAY
    units = _units(log)
    nodes = [Node(each.name, units.get(each.name, ""), each.count) for each in measured.activities]
    paths = []
    for arc in measured.graph.arcs:
        wait = arc.working or arc.waiting
        paths.append(Path(arc.source, arc.target, arc.count, wait.p50 / day if wait else None))
    drawing = draw(usual(nodes, paths, share=SHARE), {})
    return _svg(drawing) if drawing.boxes else ""


def _units(log: EventLog) -> dict[str, str]:
    flow = log.flow
    counted = flow.steps.group_by("activity", "unit").aggregate(n=flow.steps.count())
    chosen: dict[str, str] = {}
    for row in rows(counted.order_by(counted.n.desc(), "unit")):
        activity = flow.activities.by_number[integer(row["activity"])]
        chosen.setdefault(activity, flow.units.by_number[integer(row["unit"])])
    return chosen


def _svg(drawing: MapDrawing) -> str:
    lines = []
    for lane in drawing.lanes:
        odd = " map__lane--odd" if lane.is_odd else ""
        lines.append(
            f'<rect class="map__lane{odd}" x="{lane.x}" y="0" width="{lane.width}"'
            f' height="{drawing.height}"/>'
        )
        lines += [_text(line.x, line.y, line.text, "unit") for line in lane.lines]
    for arrow in drawing.arrows:
        back = " map__way--back" if arrow.is_back else ""
        lines.append(
            f'<g class="map__way map__way--{arrow.wait}{back}"><title>{escape(arrow.title)}</title>'
            f'<path d="{arrow.path}" stroke-width="{arrow.width}"/>'
            f'<polygon points="{arrow.head}"/></g>'
        )
    for box in drawing.boxes:
        inside = "".join(_text(line.x, line.y, line.text, line.role) for line in box.lines)
        lines.append(
            f'<g class="map__box"><title>{escape(box.title)}</title><rect x="{box.x}" y="{box.y}"'
            f' width="{box.width}" height="{box.height}" rx="8"/>{inside}</g>'
        )
    for pill in (arrow.pill for arrow in drawing.arrows if arrow.pill):
        x, y = pill.middle
        lines.append(
            f'<g class="map__pill"><rect x="{pill.x}" y="{pill.y}" width="{pill.width}"'
            f' height="{pill.height}" rx="11"/>{_text(x, y, pill.text, "words")}</g>'
        )
    told = "".join(f"<li>{escape(line)}</li>" for line in drawing.description)
    svg = (
        f'<svg class="map" xmlns="http://www.w3.org/2000/svg" role="img" aria-label="流程图谱"'
        f' width="{drawing.width}" height="{drawing.height}"'
        f' viewBox="0 0 {drawing.width} {drawing.height}">{"".join(lines)}</svg>'
    )
    words = f'<details><summary>用文字说</summary><ol class="told">{told}</ol></details>'
    return wide(svg, "流程图谱") + words


def _text(x: float, y: float, content: str, role: str) -> str:
    return f'<text class="map__{role}" x="{x}" y="{y}">{escape(content)}</text>'
