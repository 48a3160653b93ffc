"""Take the hints out of Noto Sans Mongolian and pack it for letters and for the web.

    python -m scripts.build_mongolian_font …/NotoSansMongolian-Regular.ttf

The source is the file of Debian's `fonts-noto-core`. Every character and every joined shape stays:
a Mongolian letter has up to four. Same source, fontTools and Brotli: same bytes.
"""

import json
import sys
from importlib.metadata import version
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTFont

from scripts.build_fonts import FONTS, PACKAGE, digest, ranges

WEB = PACKAGE / "design" / "static" / "design" / "fonts"
COVERAGE = PACKAGE / "kernel" / "data" / "mongolian-glyphs.json"
FAMILY = "OneWindow Mongolian"
FILE = "OneWindowMongolian-Regular"
# The script itself, the narrow space before its suffixes, and the joiners.
SCRIPT = ((0x1800, 0x18AF), (0x202F, 0x202F), (0x200C, 0x200D), (0x11660, 0x1166C))


def rename(font: TTFont) -> None:
    """Give the packed font its own name, so that nobody takes it for the original."""
    names = {1: FAMILY, 3: f"{FAMILY} Regular", 4: FAMILY, 6: FILE}
    for record in font["name"].names:
        if record.nameID in names:
            record.string = names[record.nameID]


def pack(font: TTFont) -> None:
    """Keep all characters and shapes, drop hints and other scripts' tables."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["*"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for code in font.getBestCmap() if code >= 0x20])
    cutter.subset(font)
    rename(font)
    font.recalcTimestamp = False


def written(font: TTFont, target: Path, flavor: str | None) -> dict[str, str | int]:
    """Save in one flavour and return what became of it."""
    font.flavor = flavor
    font.save(target, reorderTables=True)
    return {"file": target.name, "bytes": target.stat().st_size, "sha256": digest(target)}


def main(source: Path) -> None:
    """Build both files and write down where they come from."""
    font = TTFont(source)
    original = str(font["name"].getDebugName(5)).partition(";")[0]
    pack(font)
    held = [code for code in font.getBestCmap() if any(a <= code <= z for a, z in SCRIPT)]
    coverage = json.dumps(ranges(held), separators=(",", ":"))
    COVERAGE.write_text(coverage + "\n", encoding="utf-8")
    WEB.mkdir(exist_ok=True)
    record = {
        "family": FAMILY,
        "source": f"Noto Sans Mongolian, {source.name}, Debian fonts-noto-core",
        "source_version": original,
        "source_sha256": digest(source),
        "fonttools": fontTools.version,
        "brotli": version("brotli"),
        "characters": len(held),
        "print": written(font, FONTS / f"{FILE}.ttf", None),
        "web": written(font, WEB / f"{FILE}.woff2", "woff2"),
    }
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (FONTS / "SOURCE-Mongolian.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
