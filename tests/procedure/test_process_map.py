"""The process map: what is shown, where it stands, and that nothing covers anything."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.procedure.process_map import MapDrawing, Node, Path, draw, usual

UNITS = {"zw": "市政务局", "sc": "市市场监管局", "ws": "市卫健委", "cg": "市城管局"}
SHOP = [
    Node("受理", "zw", 3412, 0.3),
    Node("形式审查", "sc", 4500, 0.8),
    Node("现场核查", "sc", 3390, 2.6),
    Node("卫生现场核查", "ws", 3300, 2.9),
    Node("招牌审查", "cg", 3280, 1.4),
    Node("决定", "sc", 3300, 0.5),
    Node("补正", "zw", 1160, 6.0),
]
WAYS = [
    Path("受理", "形式审查", 3400, 1.9),
    Path("形式审查", "现场核查", 3300, 0.4),
    Path("形式审查", "补正", 1160, 0.1),
    Path("补正", "形式审查", 1100, 0.2),
    Path("现场核查", "卫生现场核查", 3290, 4.8),
    Path("现场核查", "现场核查", 220, 1.0),
    Path("卫生现场核查", "招牌审查", 3260, 3.1),
    Path("招牌审查", "决定", 3240, 1.2),
    Path("卫生现场核查", "形式审查", 160, 2.0),
    Path("形式审查", "决定", 60, 1.0),
]
Rect = tuple[float, float, float, float]


def rects(drawing: MapDrawing) -> list[tuple[str, Rect]]:
    boxes = [(box.name, (box.x, box.y, box.right, box.bottom)) for box in drawing.boxes]
    pills = [
        (f"{arrow.source}→{arrow.target}", (p.x, p.y, p.x + p.width, p.y + p.height))
        for arrow in drawing.arrows
        if (p := arrow.pill)
    ]
    return boxes + pills


def assert_nothing_covered(drawing: MapDrawing) -> None:
    for (one, a), (other, b) in combinations(rects(drawing), 2):
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, f"{one} covers {other}"
    for name, rect in rects(drawing):
        assert rect[0] >= 0, name
        assert rect[2] <= drawing.width, name
        assert rect[1] >= drawing.head, name
        assert rect[3] <= drawing.height, name
    for arrow in drawing.arrows:
        for box in drawing.boxes:
            inside = [
                point
                for point in arrow.points[1:-1]
                if box.x + 1 < point[0] < box.right - 1 and box.y + 1 < point[1] < box.bottom - 1
            ]
            assert not inside, f"{arrow.source}→{arrow.target} runs through {box.name}"


@pytest.mark.parametrize("share", [0.5, 0.8, 0.95, 1.0])
def test_nothing_covers_anything_on_the_map_of_a_shop(share: float) -> None:
    drawing = draw(usual(SHOP, WAYS, share=share), UNITS)
    assert_nothing_covered(drawing)
    assert [lane.lines[0].text for lane in drawing.lanes][:2] == ["市政务局", "市市场监管局"]


def test_rare_paths_are_left_out_and_what_is_shown_is_said() -> None:
    few, all_of_it = usual(SHOP, WAYS, share=0.8), usual(SHOP, WAYS, share=1.0)
    assert "补正" not in few.nodes
    assert {path.link for path in all_of_it.paths} == {
        way.link for way in WAYS if way.source != way.target
    }
    assert few.shown == pytest.approx(16490 / 18970)
    assert all_of_it.shown == 1.0
    assert all_of_it.nodes["现场核查"].repeated == pytest.approx(220 / 3390)


def test_every_shown_activity_is_reached() -> None:
    shown = usual(SHOP, WAYS, share=0.3)
    ends = {path.target for path in shown.paths}
    assert set(shown.nodes) - ends == {"受理"} & set(shown.nodes) or len(shown.nodes) == 1


def test_a_detour_leads_back_and_what_runs_at_once_shares_a_row() -> None:
    drawing = draw(usual(SHOP, WAYS, share=1.0), UNITS)
    back = {(arrow.source, arrow.target) for arrow in drawing.arrows if arrow.is_back}
    assert back == {("补正", "形式审查"), ("卫生现场核查", "形式审查")}
    nodes = [Node(name, "zw", 100, 1) for name in ("受理", "规划", "消防", "决定")]
    ways = [
        Path("受理", "规划", 55), Path("受理", "消防", 45), Path("规划", "消防", 55),
        Path("消防", "规划", 45), Path("规划", "决定", 45), Path("消防", "决定", 55),
    ]  # fmt: skip
    paths = usual(nodes, ways, share=1.0)
    assert paths.parallel == (("消防", "规划"),)
    boxes = {box.name: box for box in draw(paths, UNITS).boxes}
    assert boxes["规划"].y == boxes["消防"].y
    assert boxes["受理"].bottom < boxes["规划"].y < boxes["决定"].y


def test_waits_are_told_by_more_than_colour() -> None:
    drawing = draw(usual(SHOP, WAYS, share=1.0), UNITS)
    arrows = {(arrow.source, arrow.target): arrow for arrow in drawing.arrows}
    worst = arrows["现场核查", "卫生现场核查"]
    assert (worst.wait, worst.is_worst) == ("long", True)
    assert worst.pill is not None
    assert worst.pill.text == "等 4.8 日"
    assert "现场核查（市市场监管局）：3,390 次" in "".join(drawing.description)
    assert "卫生现场核查 3,290 次，等 4.8 日" in "".join(drawing.description)


names = st.sampled_from([f"环节{number}" for number in range(9)])
ways = st.lists(
    st.builds(
        Path, names, names, st.integers(1, 1000), st.none() | st.floats(0, 40)
    ),
    max_size=24, unique_by=lambda path: path.link,
)  # fmt: skip


@given(ways, st.lists(st.sampled_from([*UNITS, ""]), min_size=9, max_size=9), st.floats(0.1, 1))
def test_no_box_or_word_covers_another_whatever_the_log(
    found: list[Path], units: list[str], share: float
) -> None:
    nodes = [Node(f"环节{at}", unit, 500, 1.5) for at, unit in enumerate(units)]
    assert_nothing_covered(draw(usual(nodes, found, share=share), UNITS))
