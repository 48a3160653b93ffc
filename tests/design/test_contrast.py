"""Text keeps a contrast of 4.5:1, and edges of controls 3:1, in both schemes (WCAG 2.2 AA)."""

import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).resolve().parents[2] / "assets" / "scss" / "_tokens.scss"
TEXT = [
    *(("ink", ground) for ground in ("bg", "card", "raise", "tint")),
    *(("ink", f"{tone}-bg") for tone in ("good", "warn", "bad")),
    *(
        ("sub", ground)
        for ground in ("bg", "card", "raise", "good-bg", "warn-bg", "bad-bg", "line")
    ),
    *(("brand", ground) for ground in ("bg", "card", "tint")),
    *(("brand-2", ground) for ground in ("bg", "card", "tint")),
    *((tone, f"{tone}-bg") for tone in ("seal", "good", "warn", "bad")),
    *((tone, "card") for tone in ("seal", "good", "warn", "bad")),
    ("on-brand", "brand"),
    ("on-brand", "brand-deep"),
    *(("on-hero", f"hero-{n}") for n in (1, 2, 3)),
    *(("on-hero-sub", f"hero-{n}") for n in (1, 2)),
    ("on-side", "side"),
]
EDGES = [("edge", "card"), ("edge", "bg"), ("brand", "card"), ("focus-edge", "focus")]


def colours(block: str) -> dict[str, str]:
    """Read the colour tokens of a block of the stylesheet."""
    return dict(re.findall(r"--ow-([a-z0-9-]+): (#[0-9a-f]{3,6});", block))


def scheme(name: str) -> dict[str, str]:
    """Return the tokens of the light or the dark scheme."""
    light, _, rest = TOKENS.read_text(encoding="utf-8").partition("@mixin dark")
    return colours(light) | (colours(rest) if name == "dark" else {})


def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_the_formula() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#97a1b0", "#fff") < 3


@pytest.mark.parametrize("name", ["light", "dark"])
def test_contrast(name: str) -> None:
    tokens = scheme(name)
    low = {
        f"{front} on {ground}": round(contrast(tokens[front], tokens[ground]), 2)
        for pairs, limit in ((TEXT, 4.5), (EDGES, 3.0))
        for front, ground in pairs
        if contrast(tokens[front], tokens[ground]) < limit
    }
    assert low == {}


def test_no_text_is_smaller_than_14_pixels() -> None:
    sizes = [
        (path.name, size)
        for path in TOKENS.parent.rglob("*.scss")
        for size in re.findall(r"font-size: ([.0-9]+)rem", path.read_text(encoding="utf-8"))
        if float(size) < 0.875
    ]
    assert sizes == []
