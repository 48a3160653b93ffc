"""Draw each template of the permission table once for each kind of visitor and each person."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.http import HttpRequest
from django.template.backends.django import Template
from django.utils.safestring import SafeString


class Drawn:
    """What was drawn: a template for a kind of visitor, a part of the site for a person."""

    def __init__(self) -> None:
        self._seen: set[tuple[object, ...]] = set()

    def is_new(self, page: Template, request: HttpRequest) -> bool:
        """Say whether a page is yet to be drawn, and take it for drawn."""
        match, user = request.resolver_match, request.user
        found = {
            (str(page.origin), getattr(user, "kind", "")),
            (user.pk, match.namespace if match else ""),
        }
        new = found - self._seen
        self._seen |= found
        return bool(new)

    @contextmanager
    def once(self) -> Iterator[None]:
        """Leave a page empty that was drawn: who gets it was decided by then, in the view."""
        draw = Template.render

        def render(
            page: Template,
            context: dict[str, Any] | None = None,
            request: HttpRequest | None = None,
        ) -> str:
            if request is None or self.is_new(page, request):
                return draw(page, context, request)
            return SafeString()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Template, "render", render)
            yield
