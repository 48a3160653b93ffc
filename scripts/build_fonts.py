"""Cut the letter font out of Noto Serif CJK SC.

    python scripts/build_fonts.py /usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc

The source is the file of Debian's `fonts-noto-cjk`. The result is the same, byte for byte, for the
same source and fontTools; `SOURCE.json` keeps what went in and what came out. The whole block
U+4E00–9FFF stays, not only today's standard characters: people of Hong Kong and Taiwan write their
names in traditional ones, and whoever's name cannot be printed cannot get a letter.
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from pathlib import Path

import fontTools
from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "onewindow"
FONTS = PACKAGE / "documents" / "fonts"
COVERAGE = PACKAGE / "kernel" / "data" / "letter-glyphs.json"
SOURCE_FAMILY = "Noto Serif CJK SC"
FAMILY = "OneWindow Serif"
OUTPUT = "OneWindowSerif-Regular.otf"

BLOCKS = (
    (0x0020, 0x007E, "ASCII"),
    (0x00A0, 0x017F, "Latin, with the tone marks of Pinyin"),
    (0x01CD, 0x01DC, "Pinyin"),
    (0x02C7, 0x02D9, "Tone marks"),
    (0x0391, 0x03C9, "Greek"),
    (0x0401, 0x0451, "Cyrillic"),
    (0x2000, 0x206F, "Punctuation"),
    (0x20A0, 0x20BF, "Currency"),
    (0x2100, 0x214F, "Letterlike: ℃ №"),
    (0x2160, 0x2179, "Roman numerals"),
    (0x2190, 0x2199, "Arrows"),
    (0x2200, 0x22FF, "Mathematics"),
    (0x2460, 0x24FF, "Circled numbers"),
    (0x2500, 0x257F, "Lines"),
    (0x25A0, 0x25FF, "Shapes: boxes to tick"),
    (0x2600, 0x2612, "Signs"),
    (0x2713, 0x2717, "Ticks"),
    (0x3000, 0x30FF, "CJK punctuation, kana"),
    (0x3105, 0x312F, "Bopomofo"),
    (0x3200, 0x33FF, "Enclosed and squared: ㈠ ㎡"),
    (0x4E00, 0x9FFF, "CJK unified ideographs, all"),
    (0xF900, 0xFAD9, "Compatibility ideographs"),
    (0xFE30, 0xFE4F, "Vertical forms"),
    (0xFF01, 0xFFEE, "Full-width forms"),
    (0x20000, 0x323AF, "CJK extensions B to H, what the source has"),
)
# Extension A is large and mostly unused; these are in the 通用规范汉字表 or known from names.
EXTENSION_A = (
    "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㼆㽏㿠䁖䂮䃅䃎䅟䌹"
    "䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮㛄㛅㜣㥁㦤㴪㵄㶶㻃㻏㻓㻞"
    "䋮䕷䗷䜌䝼䡳䬠䬴䭲䯄䴉"
)


def wanted() -> set[int]:
    """Return the code points to keep."""
    found = {ord(character) for character in EXTENSION_A}
    for first, last, _ in BLOCKS:
        found.update(range(first, last + 1))
    return found


def source_font(path: Path) -> TTFont:
    """Return the simplified Chinese face of the collection."""
    for font in TTCollection(path, lazy=True).fonts:
        if font["name"].getDebugName(1) == SOURCE_FAMILY:
            return font
    raise SystemExit(f"{path} 里没有 {SOURCE_FAMILY}。")


def rename(font: TTFont) -> None:
    """Give the cut font its own name, so that nobody takes it for the whole one."""
    names = {
        1: FAMILY,
        2: "Regular",
        3: f"{FAMILY} Regular",
        4: FAMILY,
        6: "OneWindowSerif-Regular",
    }
    table = font["name"]
    for record in list(table.names):
        if record.nameID in names:
            table.setName(
                names[record.nameID],
                record.nameID,
                record.platformID,
                record.platEncID,
                record.langID,
            )
        elif record.nameID in {16, 17, 21, 22, 25}:
            table.removeNames(nameID=record.nameID)
    font["CFF "].cff.fontNames[0] = names[6]


def cut(font: TTFont) -> None:
    """Keep the wanted characters, without hinting: letters are printed, not read at 9 pixels."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "ccmp", "locl"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted())
    cutter.subset(font)


def ranges(codes: Iterable[int]) -> list[tuple[int, int]]:
    """Return the code points as closed ranges; the letters check a text against them beforehand."""
    found: list[tuple[int, int]] = []
    for code in sorted(codes):
        if found and found[-1][1] == code - 1:
            found[-1] = (found[-1][0], code)
        else:
            found.append((code, code))
    return found


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(source: Path) -> None:
    """Build the font and write down where it comes from."""
    font = source_font(source)
    version = str(font["name"].getDebugName(5))
    cut(font)
    rename(font)
    font.recalcTimestamp = False
    target = FONTS / OUTPUT
    font.save(target, reorderTables=True)
    record = {
        "family": FAMILY,
        "source": f"{SOURCE_FAMILY}, {source.name}, Debian fonts-noto-cjk",
        "source_version": version.partition(";")[0],
        "source_sha256": digest(source),
        "fonttools": fontTools.version,
        "characters": len(font.getBestCmap()),
        "bytes": target.stat().st_size,
        "sha256": digest(target),
    }
    coverage = json.dumps(ranges(font.getBestCmap()), separators=(",", ":"))
    COVERAGE.write_text(coverage + "\n", encoding="utf-8")
    text = json.dumps(record, ensure_ascii=False, indent=2)
    (FONTS / "SOURCE.json").write_text(text + "\n", encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
