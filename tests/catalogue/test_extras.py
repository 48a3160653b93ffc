"""What an item's second file may say."""

import pytest

from onewindow.catalogue.exchange import FormProblems
from onewindow.catalogue.extras import read_extras


@pytest.mark.parametrize(
    "field",
    [
        {"code": "a", "label": "面积😀", "kind": "text"},
        {"code": "a", "label": "灯光", "kind": "choice", "choices": ["有", "无😀"]},
    ],
)
def test_words_of_the_form_that_no_letter_can_print_are_named(field: dict[str, str]) -> None:
    with pytest.raises(FormProblems, match=r"第 2 栏.*印不出这些字，请换一种写法：😀"):
        read_extras({"fields": [{"code": "b", "label": "地点", "kind": "text"}, field]})
