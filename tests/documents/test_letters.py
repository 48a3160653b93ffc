"""Letters say what the law requires, print every name, and never print a blank instead."""

import hashlib
import io
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import typst
from fontTools.ttLib import TTFont
from pypdf import PdfReader
from pypdf.generic import StreamObject

from onewindow.documents import letters, typesetting
from onewindow.documents.letters import (
    Addressee,
    LetterIncomplete,
    MissingGlyph,
    Paper,
    PrintFailed,
)
from onewindow.kernel import glyphs
from tests.documents import letter_samples as samples


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def printed(letter: Paper) -> str:
    return text_of(letters.render(letter))


MONGOLIAN = {*range(0x1800, 0x18B0), *range(0x11660, 0x1166D), 0x200C, 0x200D, 0x202F}
COMMON = [
    "示例市市场监督管理局",
    "小满餐饮管理有限公司（示例）",
    "91119999MA99000527",
    "8K3F-92QM-7TRX",
]


@pytest.mark.parametrize(
    ("letter", "words"),
    [
        (
            samples.decision(),
            [
                "准予行政许可决定书",
                "示市监许准〔2026〕1号",
                "你单位于2026年11月2日提出“食品经营许可”申请",
                "第三十八条第一款",
                "热食类食品制售",
                "十个工作日内向你单位颁发、送达",
            ],
        ),
        (
            samples.decision(granted=False, reasons=("距离不符合规定。", "未配备管理人员。")),
            [
                "不予行政许可决定书",
                "第三十八条第二款",
                "1.距离不符合规定。",
                "2.未配备管理人员。",
                "六十日内依法向示例市人民政府申请行政复议",
                "六个月内依法向示例市示例区人民法院提起行政诉讼",
            ],
        ),
        (
            samples.acceptance(),
            ["受理通知书", "SL20261121-000417", "10个工作日", "2026年11月17日", "2026年12月1日"],
        ),
        (
            samples.receipt(),
            [
                "材料接收凭证",
                "2026年11月2日00:31",
                "一层布局.png",
                "容缺后补",
                "不表示申请已经受理",
            ],
        ),
    ],
)
def test_a_letter_carries_its_values(letter: Paper, words: list[str]) -> None:
    text = printed(letter)
    assert [word for word in [*COMMON, *words] if word not in text] == []


def test_a_letter_is_archivable_and_accessible() -> None:
    pdf = letters.render(samples.decision())
    reader = PdfReader(io.BytesIO(pdf))
    metadata = reader.root_object["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    xmp = metadata.get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in xmp
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert str(reader.root_object["/Lang"]) == "zh-CN"
    assert reader.metadata is not None
    assert reader.metadata.creation_date == datetime(2026, 11, 21, tzinfo=UTC)
    assert reader.metadata.title == "准予行政许可决定书 示市监许准〔2026〕1号"


@pytest.mark.parametrize(
    "name",
    [
        "王喆",
        "龑䶮㼆堃璟",
        "𬭎𫖮𬱖𫍯𬸚",
        "劉德華",
        "艾力·买买提",
        "Łukasz Žižka Nguyễn",
        "Иванов",
        "ᠪᠠᠲᠤ",
    ],
)
def test_a_rare_name_prints(name: str) -> None:
    assert "".join(name.split()) in printed(samples.decision(to=Addressee(name)))


def test_a_missing_glyph_stops_the_letter_and_is_named() -> None:
    with pytest.raises(MissingGlyph, match=r"𪚥（U\+2A6A5）") as missing:
        letters.render(samples.decision(to=Addressee("张𪚥\ue000")))
    assert set(missing.value.characters) == {"𪚥", "\ue000"}


@pytest.mark.long
def test_without_the_first_check_typst_itself_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = frozenset(chr(code) for code in range(0x110000))
    monkeypatch.setattr(glyphs, "_characters", lambda: everything)
    with pytest.raises(MissingGlyph) as missing:
        letters.render(samples.decision(to=Addressee("张\U0010fffd")))
    assert "\U0010fffd" in missing.value.characters


def test_typst_alone_would_print_a_blank_outside_pdf_a() -> None:
    source = '#set text(font: "OneWindow Serif", fallback: false)\n张\U0010fffd'.encode()
    pdf = typst.compile(
        source, format="pdf", font_paths=typesetting.fonts(), ignore_system_fonts=True
    )
    assert pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    "value",
    [
        '#panic("x")',
        "*粗* _斜_ $x$ `raw`",
        '#include "/etc/passwd"',
        ']#read("a")[',
        "\\u{41}",
        "= 标题",
    ],
)
def test_a_value_is_never_read_as_markup(value: str) -> None:
    assert "".join(value.split()) in printed(samples.decision(facts=(("名称", value),)))


def test_joiners_and_line_breaks_do_not_stop_a_letter() -> None:
    text = printed(samples.decision(facts=(("地址", "示例路\t1号\r\n\u200d二层\ufe0f"),)))
    assert "示例路1号" in text
    assert "二层" in text


def test_the_same_letter_gives_the_same_bytes() -> None:
    first, second = (letters.render(samples.decision()) for _ in range(2))
    assert first == second
    later = replace(samples.decision(), head=replace(samples.head(), code="AAAA-BBBB-CCCC"))
    assert letters.render(later) != first
    assert letters.render(samples.decision()) == first


def test_a_sample_letter_says_so_and_a_real_one_does_not() -> None:
    marked = printed(samples.decision())
    assert "示例数据" in marked
    assert "不具有法律效力" in marked
    assert "样章" in marked
    real = printed(samples.decision(sample=False))
    assert "示例数据" not in real
    assert "样章" not in real


def test_a_provisional_date_is_marked() -> None:
    text = printed(samples.acceptance(is_provisional=True))
    assert "2026年11月17日（暂定）" in text
    assert "节假日安排尚未公布" in text


def test_a_refusal_without_reasons_or_remedies_cannot_be_written() -> None:
    with pytest.raises(LetterIncomplete):
        samples.decision(granted=False)
    refusal = samples.decision(granted=False, reasons=("理由。",))
    with pytest.raises(LetterIncomplete):
        replace(refusal, remedies=None)


def test_a_long_letter_runs_over_several_pages() -> None:
    reasons = tuple(f"第{n}项理由：" + "不符合规定的情形说明。" * 12 for n in range(12))
    pdf = letters.render(samples.decision(granted=False, reasons=reasons))
    pages = PdfReader(io.BytesIO(pdf)).pages
    assert len(pages) > 1
    assert all("8K3F-92QM-7TRX" in page.extract_text() for page in pages)


def test_short_letters_fit_one_page() -> None:
    for letter in (samples.decision(), samples.acceptance(is_provisional=True), samples.receipt()):
        assert len(PdfReader(io.BytesIO(letters.render(letter))).pages) == 1


@pytest.mark.long
def test_many_threads_print_at_once() -> None:
    results: list[str] = []

    def run(number: int) -> None:
        results.append(printed(samples.decision(to=Addressee(f"示例·张{number}"))))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(f"张{n}" for n in range(6) for text in results if f"示例·张{n}：" in text) == [
        f"张{n}" for n in range(6)
    ]


def test_an_unknown_kind_of_value_is_refused() -> None:
    with pytest.raises(PrintFailed):
        letters.render_letter("official", {"department": 1.5}, on=samples.head().on)


def test_the_font_is_the_one_that_was_built_and_its_list_is_true() -> None:
    folder = typesetting.FONTS
    record = json.loads((folder / "SOURCE.json").read_text(encoding="utf-8"))
    font = folder / "OneWindowSerif-Regular.otf"
    assert hashlib.sha256(font.read_bytes()).hexdigest() == record["sha256"]
    with TTFont(font, lazy=True) as opened:
        held = {chr(code) for code in opened.getBestCmap()}
    assert len(held) == record["characters"]
    with TTFont(folder / "OneWindowMongolian-Regular.ttf", lazy=True) as opened:
        mongolian = {chr(code) for code in opened.getBestCmap() if code in MONGOLIAN}
    assert held | mongolian <= glyphs._characters()
    latin = {chr(code) for first, last in glyphs._LATIN for code in range(first, last + 1)}
    assert glyphs._characters() - held - mongolian <= latin


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ("print", "documents/fonts/OneWindowMongolian-Regular.ttf"),
        ("web", "design/static/design/fonts/OneWindowMongolian-Regular.woff2"),
    ],
)
def test_the_mongolian_fonts_are_the_ones_that_were_built(part: str, path: str) -> None:
    record = json.loads((typesetting.FONTS / "SOURCE-Mongolian.json").read_text(encoding="utf-8"))
    font = typesetting.FONTS.parent.parent / path
    assert hashlib.sha256(font.read_bytes()).hexdigest() == record[part]["sha256"]


def test_letters_beside_the_font_print_too() -> None:
    lines = tuple(
        ("", "".join(chr(code) for code in range(first, last + 1))) for first, last in glyphs._LATIN
    )
    assert letters.render(samples.decision(facts=lines))


def test_every_character_of_gbk_is_in_the_font() -> None:
    pairs = (bytes([high, low]) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    characters = {pair.decode("gbk", "ignore") for pair in pairs}
    ideographs = {one for one in characters if len(one) == 1 and "\u4e00" <= one <= "\u9fff"}
    assert len(ideographs) == 20902
    assert ideographs <= glyphs._characters()
