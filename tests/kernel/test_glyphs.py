"""What the letters' font can show."""

import pytest

from onewindow.kernel.glyphs import named, unprintable


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("示例市〔2026〕1号\n㎡①", ""),
        ("Nguyễn Đặng", ""),
        ("e\u0301", ""),
        ("葛\U000e0100", ""),
        ("好😀坏😀", "😀"),
        ("\x07\ue000", "\x07\ue000"),
    ],
)
def test_what_cannot_be_shown_is_named_once(text: str, missing: str) -> None:
    assert unprintable(text) == missing


def test_what_cannot_be_seen_is_named_by_its_number() -> None:
    assert named("😀\ue000") == "😀 U+E000"
