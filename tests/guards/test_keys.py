"""Every form that is posted carries the key that keeps it from being done twice."""

import re
from pathlib import Path

from django.template import Context, Template
from django.test import RequestFactory

from onewindow.design import once
from tests.guards import tree

FORM = re.compile(r"<form\b[^>]*?method=.post.(?:[^>]*)>(.*?)</form>", re.DOTALL | re.IGNORECASE)
PAGES = sorted((tree.ROOT / "src").rglob("templates/**/*.html"))


def posted_forms(page: Path) -> list[str]:
    return FORM.findall(page.read_text(encoding="utf-8"))


def test_every_posted_form_carries_a_key() -> None:
    forms = [(tree.name(page), body) for page in PAGES for body in posted_forms(page)]
    assert len(forms) > 50
    assert [name for name, body in forms if "{% csrf_token %}" not in body] == []


def test_the_tag_of_a_form_writes_another_key_each_time() -> None:
    request = RequestFactory().get("/")
    shown = Template("{% csrf_token %}{% csrf_token %}").render(
        Context({"csrf_token": "x", "request": request})
    )
    keys = re.findall(rf'name="{once.FIELD}" value="([0-9a-f]{{32}})"', shown)
    assert len(set(keys)) == 2


def test_the_last_word_before_a_view_is_the_key() -> None:
    from django.conf import settings

    assert settings.MIDDLEWARE[-1] == "onewindow.design.once.Once"
