"""All kinds of letters in one file, with invented contents: to look at, to discuss, to compare."""

from onewindow.documents.letters.kinds import KINDS
from onewindow.documents.letters.press import render_letter
from onewindow.documents.letters.samples import SAMPLES
from onewindow.documents.letters.samples.cast import DEPARTMENT, SIGNED

TITLE = "文书样本"
NOTE = (
    "以下文书由“一窗”生成，内容全部是虚构的示例，不具有法律效力。"
    "文号为“机关简称＋性质〔年〕序号”，没有性质的用办件编号。"
)


def album() -> bytes:
    """Return one PDF/A-2a and PDF/UA-1 with a contents page and a letter of every kind."""
    letters = [
        SAMPLES[code].content() | {"kind": kind.name, "mark": kind.mark, "basis": kind.basis}
        for code, kind in KINDS.items()
    ]
    content = {"title": TITLE, "note": NOTE, "department": DEPARTMENT, "letters": letters}
    return render_letter("album", content, on=SIGNED)
