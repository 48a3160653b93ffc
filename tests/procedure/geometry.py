"""What must hold for every flow chart, checked on the bare coordinates."""

from itertools import combinations, pairwise
from math import hypot

from onewindow.procedure.drawing import Box, Drawing, Edge, Point
from onewindow.procedure.wording import text_width

Segment = tuple[Point, Point]
SIZES = {"name": 15, "small": 14, "state": 14}


def segments(edge: Edge) -> list[Segment]:
    return list(pairwise(edge.points))


def hits(segment: Segment, box: Box) -> bool:
    """Whether a segment runs through the inside of a box."""
    (x1, y1), (x2, y2) = segment
    return (
        min(x1, x2) < box.right
        and max(x1, x2) > box.x
        and min(y1, y2) < box.bottom
        and max(y1, y2) > box.y
    )


def distance(segment: Segment, point: Point) -> float:
    """Measure how near a level or upright segment comes to a point."""
    (x1, y1), (x2, y2) = segment
    x = min(max(point[0], min(x1, x2)), max(x1, x2))
    y = min(max(point[1], min(y1, y2)), max(y1, y2))
    return hypot(point[0] - x, point[1] - y)


def overlap(one: Segment, other: Segment) -> float:
    """Measure how far two segments run along each other with less than 5 pixels between."""
    for axis in (0, 1):
        ends = [point[1 - axis] for point in (*one, *other)]
        if ends[0] == ends[1] and ends[2] == ends[3] and abs(ends[0] - ends[2]) < 5:
            low = max(min(p[axis] for p in one), min(p[axis] for p in other))
            high = min(max(p[axis] for p in one), max(p[axis] for p in other))
            return high - low
    return 0.0


def check_boxes(drawing: Drawing) -> None:
    """Boxes keep clear of each other and of the edge; their text stays inside."""
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.right <= drawing.width
        assert box.y >= 0
        assert box.bottom <= drawing.height
        for line in box.lines:
            assert box.y < line.y - 12
            assert line.y < box.bottom
            assert text_width(line.text, SIZES[line.role]) < box.width
    for one, other in combinations(drawing.boxes, 2):
        apart = (
            one.right < other.x
            or other.right < one.x
            or one.bottom < other.y
            or other.bottom < one.y
        )
        assert apart, (one.code, other.code)


def check_edges(drawing: Drawing) -> None:
    """Lines are straight up or across, meet no box, leave no lane, and never run over strangers."""
    left = max((lane.label_width for lane in drawing.lanes), default=0)
    for edge in drawing.edges:
        for segment in segments(edge):
            (x1, y1), (x2, y2) = segment
            assert (x1 == x2) != (y1 == y2), segment
            assert left < min(x1, x2) <= max(x1, x2) < drawing.width
            assert 0 < min(y1, y2) <= max(y1, y2) < drawing.height
            for box in drawing.boxes:
                assert not hits(segment, box), (edge.source, edge.target, box.code)
                assert distance(segment, box.badge) > 12, (edge.source, edge.target, box.code)
    for one, other in combinations(drawing.edges, 2):
        if one.source == other.source or one.target == other.target:
            continue
        for mine in segments(one):
            for theirs in segments(other):
                assert overlap(mine, theirs) <= 0, (one, other)


def check_ends(drawing: Drawing) -> None:
    """Every arrow starts on the border of its source and ends on that of its target."""
    boxes = {box.code: box for box in drawing.boxes}
    for edge in drawing.edges:
        for code, (x, y) in ((edge.source, edge.points[0]), (edge.target, edge.points[-1])):
            box = boxes[code]
            on_side = x in {box.x, box.right} and box.y < y < box.bottom
            on_top = y in {box.y, box.bottom} and box.x < x < box.right
            assert on_side or on_top, (edge, box)


def check_lanes(drawing: Drawing) -> None:
    """Lanes fill the drawing from top to bottom and their names fit."""
    assert drawing.lanes[0].y == 0
    assert drawing.lanes[-1].bottom == drawing.height
    for above, below in pairwise(drawing.lanes):
        assert above.bottom == below.y
    for lane in drawing.lanes:
        for line in lane.lines:
            assert line.x + text_width(line.text, 14) <= lane.label_width
            assert lane.y < line.y - 12 < line.y < lane.bottom


def check(drawing: Drawing) -> None:
    """Check all of it."""
    check_boxes(drawing)
    check_edges(drawing)
    check_ends(drawing)
    if drawing.lanes:
        check_lanes(drawing)
