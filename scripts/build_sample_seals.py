"""Draw the sample seals: a rim with the department's name, and in the middle that it is none."""

import math
from pathlib import Path

import yaml

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "sample"
NAMES = {
    "licensing": "行政许可专用章", "confirmation": "行政确认专用章", "filing": "备案专用章",
}  # fmt: skip
RED = "#c8102e"
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400">
<title>{title}（示例，无效力）</title>
<g fill="{red}" font-family="OneWindow Serif" text-anchor="middle">
<circle cx="200" cy="200" r="190" fill="none" stroke="{red}" stroke-width="9"/>
{rim}
<text x="200" y="222" font-size="76">示例</text>
<text x="200" y="278" font-size="30">{name}</text>
<text x="200" y="318" font-size="22">样章　无效力</text>
</g>
</svg>
"""


def build(folder: Path) -> None:
    """Write one SVG for each seal that the sample city registers."""
    folder.mkdir(exist_ok=True)
    listed = yaml.safe_load((SAMPLE / "departments.yaml").read_text(encoding="utf-8"))
    names = {each["short_code"]: each["name"] for each in listed["departments"]}
    papers = yaml.safe_load((SAMPLE / "delegations.yaml").read_text(encoding="utf-8"))
    for entry in papers["seals"]:
        for kind in entry["kinds"]:
            path = folder / f"{entry['department']}-{kind}.svg"
            path.write_text(draw(names[entry["department"]], NAMES[kind]), encoding="utf-8")


def draw(department: str, name: str) -> str:
    """Return the drawing of one seal."""
    step = min(24.0, 270.0 / len(department))
    rim = "\n".join(
        _letter(letter, (place - (len(department) - 1) / 2) * step, min(38.0, step * 2.4))
        for place, letter in enumerate(department)
    )
    return DRAWING.format(title=department + name, red=RED, rim=rim, name=name)


def _letter(letter: str, angle: float, size: float) -> str:
    x = 200 + 148 * math.sin(math.radians(angle))
    y = 200 - 148 * math.cos(math.radians(angle))
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.0f}"'
        f' transform="rotate({angle:.1f} {x:.1f} {y:.1f})">{letter}</text>'
    )


if __name__ == "__main__":
    build(SAMPLE / "seals")
