"""The texts of laws: every article is found by the name that a basis gives it."""

import pytest

from onewindow.catalogue.laws import article_number, law_by_code, laws, place_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("第四十二条", "42"), ("第四十二条第二款", "42"), ("第十条", "10"), ("第一百零二条", "102"),
        ("第二十一条之一", "21-1"), ("第120条", "120"), ("总则", ""), ("", ""),
    ],
)  # fmt: skip
def test_an_article_goes_by_its_number(text: str, number: str) -> None:
    assert article_number(text) == number


@pytest.mark.parametrize(
    "title", ["中华人民共和国行政许可法", "行政许可法", "《行政许可法》（2019 年修正）"]
)
def test_a_law_is_found_by_its_full_and_its_short_name(title: str) -> None:
    place = place_of(title, "第四十二条第一款")
    assert place
    assert place.article
    assert place.law.title == "中华人民共和国行政许可法"
    assert "二十日内作出行政许可决定" in place.article.paragraphs[0]


def test_what_is_not_here_has_no_place() -> None:
    assert place_of("示例法", "第一条") is None
    place = place_of("行政许可法", "第九百条")
    assert place
    assert place.article is None


def test_every_law_is_read_without_a_gap() -> None:
    assert len(laws()) == 17
    for law in laws().values():
        numbers = [int(number) for number in law.articles if "-" not in number]
        assert numbers == list(range(1, len(numbers) + 1)), law.title
        assert law.title
    licensing = law_by_code("xingzheng-xuke-fa-2019")
    assert len(licensing.articles) == 83
    assert [chapter.title for chapter in licensing.chapters][1] == "第二章 行政许可的设定"
