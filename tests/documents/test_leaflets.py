"""Printed guides and notices say what they are given, in order, in one or two languages."""

import io
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader
from pypdf.generic import StreamObject

from onewindow.documents import leaflets
from onewindow.documents.leaflets import Language, Layout, Row, Section, Text, Words
from onewindow.documents.leaflets.qr import qr_svg
from onewindow.documents.leaflets.words import words
from onewindow.documents.typesetting import MissingGlyph
from onewindow.kernel.glyphs import is_mongolian, unprintable
from tests.documents import leaflet_samples as samples

LANGUAGES = [None, Language.ENGLISH, Language.MONGOLIAN]


def pages_of(leaflet: leaflets.Leaflet) -> list[str]:
    reader = PdfReader(io.BytesIO(leaflets.render(leaflet)))
    return [bare(page.extract_text()) for page in reader.pages]


def bare(text: str) -> str:
    """Without spaces and the vowel separator, which PDF keeps as a shape only."""
    return re.sub(r"[\s\u180e]", "", text)


def assert_in_order(text: str, words: list[str]) -> None:
    at = 0
    for word in words:
        found = text.find(bare(word), at)
        assert found >= 0, f"{word} is not there or not in its place: {text}"
        at = found + len(bare(word))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [samples.guide, samples.notice])
def test_a_leaflet_says_every_text_in_its_order(
    kind: samples.Make, language: Language | None
) -> None:
    leaflet = kind(language)
    text = "".join(pages_of(leaflet))
    sides = [[leaflet.item.zh, "2026年12月4日办结", *_said(leaflet, "zh")]]
    if language:
        sides.append([leaflet.item.beside, *_said(leaflet, "beside")])
    for said in sides:
        assert_in_order(text, said)


def _said(leaflet: leaflets.Leaflet, side: str) -> list[str]:
    texts = [
        text
        for section in leaflet.sections
        for text in (section.title, *(said for row in section.rows for said in row.texts()))
    ]
    if side == "zh":
        return [text.zh for text in texts]
    # Figures and addresses are not set vertically once more.
    repeats = leaflet.language is not Language.MONGOLIAN
    return [text.beside for text in texts if text.beside and (repeats or text.beside != text.zh)]


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.MONGOLIAN])
def test_the_two_languages_of_a_row_stand_together(language: Language) -> None:
    leaflet = samples.guide(language)
    form, plan = leaflet.sections[1].rows
    text = "".join(pages_of(leaflet))
    assert_in_order(text, [form.head.zh, form.head.beside, plan.head.zh, "—"])


def test_what_nobody_translated_is_one_dash_with_a_note() -> None:
    leaflet = samples.guide(Language.MONGOLIAN)
    conditions = "".join(pages_of(leaflet)).partition("办理条件")[2]
    assert_in_order(conditions, ["主体资格。", "—", "工艺流程。", "—", "去哪里办", "暂无译文"])
    gapless = replace(leaflet, sections=(_translated(leaflet),), summary=Text(""))
    text = "".join(pages_of(gapless))
    assert "—" not in text
    assert "译文仅供参考" in text


def _translated(leaflet: leaflets.Guide) -> Section:
    words = Words(leaflet.language)
    return Section(words.say("fees"), (Row(words.say("no_fee")),), Layout.PLAIN)


def test_without_a_second_language_nothing_is_beside() -> None:
    text = "".join(pages_of(samples.guide()))
    assert not is_mongolian(text)
    assert "译文" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_leaflet_is_archivable_accessible_and_the_same_every_time(
    language: Language | None,
) -> None:
    pdf = leaflets.render(samples.guide(language))
    assert pdf == leaflets.render(samples.guide(language))
    reader = PdfReader(io.BytesIO(pdf))
    metadata = reader.root_object["/Metadata"].get_object()
    assert isinstance(metadata, StreamObject)
    xmp = metadata.get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in xmp
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in xmp
    assert b"<pdfuaid:part>1</pdfuaid:part>" in xmp


@pytest.mark.parametrize("text", [Text("张\ue000"), Text("张", "\ue000"), Text("张", "\u18b0")])
def test_a_missing_glyph_stops_a_leaflet(text: Text) -> None:
    language = Language.MONGOLIAN
    section = Section(Text("要求", "ᠨᠥᠬᠦᠴᠡᠯ"), (Row(text),))
    with pytest.raises(MissingGlyph):
        leaflets.render(replace(samples.guide(language), sections=(section,)))


def test_a_long_guide_repeats_its_head_and_its_titles() -> None:
    pages = pages_of(samples.guide(Language.MONGOLIAN, copies=5))
    assert len(pages) > 1
    assert all("食品经营许可办事指南" in page for page in pages[1:])
    assert [f"{n}/{len(pages)}" in page for n, page in enumerate(pages, 1)] == [True] * len(pages)


def test_a_very_long_mongolian_text_goes_on_below() -> None:
    word = "ᠬᠦᠨᠡᠰᠦᠨ"
    row = Row(Text("长", " ".join([word] * 400)))
    leaflet = replace(
        samples.guide(Language.MONGOLIAN), sections=(Section(Text("一", word), (row,)),)
    )
    assert "".join(pages_of(leaflet)).count(word) >= 401


def test_mongolian_runs_down_in_lines_from_left_to_right() -> None:
    word, runs = "ᠬᠦᠨᠡᠰᠦᠨ", list[tuple[str, list[float]]]()

    def see(text: str, matrix: list[float], *_rest: object) -> None:
        runs.append((text.strip(), matrix))

    row = Row(Text("长", " ".join(f"{word} {n}" for n in range(30))))
    section = Section(Text("一", "ᠨᠢᠭᠡ"), (row,))
    leaflet = replace(samples.guide(Language.MONGOLIAN), item=Text("许可"), sections=(section,))
    reader = PdfReader(io.BytesIO(leaflets.render(leaflet)))
    reader.pages[0].extract_text(visitor_text=see)
    start = next(at for at, (text, _) in enumerate(runs) if word in text)
    body = [run for run in runs[start:] if word in run[0] or run[0].isdecimal()]
    numbers = re.findall(r"\d+", " ".join(text for text, _ in body))
    assert numbers == [str(n) for n in range(30)]
    # Turned by a quarter to the right; from line to line x grows.
    assert {(round(m[0]), round(m[1])) for _, m in body} == {(0, -1)}
    places = [m[4] for _, m in body]
    assert places == sorted(places)
    assert len(set(places)) > 3


def test_a_notice_fits_one_page_and_ticks_what_is_missing() -> None:
    assert len(pages_of(samples.notice())) == 1
    texts = ["".join(pages_of(samples.notice(missing=missing))) for missing in (None, True)]
    assert [text.count("✓") for text in texts] == [0, 2]
    assert_in_order(texts[0], ["一次性告知单", "已齐", "还缺", "告知人", "被告知人"])


def test_a_sample_says_so_and_a_real_one_does_not() -> None:
    guide = samples.guide()
    assert "不具有法律效力" in pages_of(guide)[0]
    real = replace(guide, imprint=replace(guide.imprint, sample=False))
    assert "不具有法律效力" not in "".join(pages_of(real))


def test_every_word_is_there_in_three_languages_and_prints() -> None:
    for code, forms in words().items():
        assert set(forms) == {"zh", "en", "mn"}, code
        assert all(forms.values()), code
        assert unprintable("".join(forms.values())) == "", code


def test_a_code_holds_its_address() -> None:
    first, second = (qr_svg(f"https://onewindow.example.com/{n}") for n in "ab")
    assert first.startswith("<svg")
    assert first != second
