"""The process map (流程图谱): what the cases of a log really did, in the lanes of the units."""

from onewindow.procedure.process_map.drawing import Arrow, MapBox, MapDrawing, MapLane, Pill
from onewindow.procedure.process_map.layout import draw
from onewindow.procedure.process_map.paths import Node, Path, Paths, usual

__all__ = [
    "Arrow", "MapBox", "MapDrawing", "MapLane", "Node", "Path", "Paths", "Pill", "draw", "usual",
]  # fmt: skip
