"""A stored name is one path part that shows what it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onewindow.documents.rules import NAME_LENGTH, clean_name, extension_of


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("营业执照.pdf", "营业执照.pdf"),
        ("C:\\Users\\张三\\营业执照.pdf", "营业执照.pdf"),
        ("../../etc/营业执照.pdf", "营业执照.pdf"),
        ("a\x00b\r\n.pdf", "ab.pdf"),
        ("合同\u202efdp.exe", "合同fdp.exe"),
        ("零\u200b宽\ufeff.pdf", "零宽.pdf"),
        ("  多   空格 .pdf ", "多 空格.pdf"),
        ("a:b?.pdf", "a_b_.pdf"),
        ("con.txt", "_con.txt"),
        (".pdf", "未命名.pdf"),
        ("", "未命名"),
        ("...", "未命名"),
        ("坏\ud800字.pdf", "坏字.pdf"),
        ("e\u0301.pdf", "é.pdf"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(raw: str, clean: str) -> None:
    assert clean_name(raw) == clean


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=300))
def test_a_clean_name_is_safe_and_stays(raw: str) -> None:
    name = clean_name(raw)
    assert 0 < len(name) <= NAME_LENGTH
    assert not set(name) & set("/\\\x00\n\r\u202e")
    assert name not in {".", ".."}
    assert clean_name(name) == name


def test_the_extension_is_lower_case() -> None:
    assert [extension_of(n) for n in ("A.PDF", "a", "a.", "a.b.Zip", "年.报告")] == [
        "pdf",
        "",
        "",
        "zip",
        "",
    ]
