"""What the letters' font can show."""

import pytest

from onewindow.kernel.glyphs import as_printed, is_mongolian, named, unprintable


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("示例市〔2026〕1号\n㎡①", ""),
        ("Nguyễn Đặng", ""),
        ("e\u0301", ""),
        ("葛\U000e0100", ""),
        ("好😀坏😀", "😀"),
        ("\x07\ue000", "\x07\ue000"),
        ("ᠪᠠᠶᠢᠨ\u180eᠠ ᠮᠠᠲ\u180bᠧᠷᠢᠶᠠᠯ", ""),
        ("\u18b0", "\u18b0"),
    ],
)
def test_what_cannot_be_shown_is_named_once(text: str, missing: str) -> None:
    assert unprintable(text) == missing


def test_what_cannot_be_seen_is_named_by_its_number() -> None:
    assert named("😀\ue000") == "😀 U+E000"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ", "ᠮᠣᠩᠭᠣᠯ\u202fᠤᠨ"),
        ("ᠪᠠᠶᠢᠨ\u180eᠠ", "ᠪᠠᠶᠢᠨ\u180eᠠ"),
        ("20\u202f000\u180e m\u200d", "20 000 m"),
        (" 一 \t 二 \n  三", "一 二\n三"),
    ],
)
def test_what_shapes_mongolian_letters_stays_and_goes_elsewhere(text: str, printed: str) -> None:
    assert as_printed(text) == printed


def test_mongolian_is_recognised_by_its_letters() -> None:
    assert is_mongolian("A4 ᠨᠢᠭᠡ")
    assert not is_mongolian("一窗 A4 \u202f")
