"""The authorisation letter on paper: what it says, the seals it shows, its pages."""

import io
from dataclasses import replace
from datetime import date

from pypdf import PdfReader

from onewindow.delegation.seal_images import prepared
from onewindow.documents.letters import AuthorisationPaper, SealSpecimen, render
from tests.delegation.papers import seal_png
from tests.documents import letter_samples as samples
from tests.documents.test_letters import text_of

ALL = "本机关实施的全部政务服务事项"


def paper(*items: str, seals: int = 3) -> AuthorisationPaper:
    names = ("行政许可专用章", "行政确认专用章", "备案专用章")
    return AuthorisationPaper(
        head=samples.decision().head,
        officer="示例·齐岱",
        office="示例市政务服务管理局",
        title_of_officer="窗口首席代表",
        powers=("受理", "决定"),
        first_day=date(2026, 3, 2),
        last_day=date(2026, 12, 31),
        items=items,
        seals=tuple(
            SealSpecimen(name, prepared(seal_png(size=(240 + place, 240))))
            for place, name in enumerate(names[:seals])
        ),
    )


def pages_of(letter: AuthorisationPaper) -> PdfReader:
    pdf = render(letter)
    return PdfReader(io.BytesIO(pdf))


def test_it_says_who_may_do_what_until_when_with_which_seals() -> None:
    letter = paper()
    reader = pages_of(letter)
    text = text_of(render(letter))
    for said in ("示例·齐岱", ALL, "2026年3月2日至2026年12月31日", "备案专用章", "不得转授权"):
        assert said in text
    assert len(reader.pages) == 1
    assert len(reader.pages[0].images) == 3


def test_many_items_are_listed_one_by_one() -> None:
    reader = pages_of(replace(paper(seals=0), items=tuple(f"示例事项{n}" for n in range(80))))
    text = "".join("".join(page.extract_text() for page in reader.pages).split())
    assert "下列80个事项" in text
    assert "80.示例事项79" in text
    assert ALL not in text
    assert len(reader.pages) > 1
