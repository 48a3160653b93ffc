"""What somebody looks for."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.models import ItemVersion
from onewindow.catalogue.search import Hit
from onewindow.catalogue.themes import Theme, UnknownTheme, theme_by_code
from onewindow.design.forms import PlainForm

LENGTH = 50


class SearchForm(PlainForm):
    """The words, for whom, and a theme; what makes no sense is left out of the search."""

    q = forms.CharField(required=False)
    audience = forms.ChoiceField(
        required=False,
        choices=[("", _("全部")), ("person", _("个人")), ("company", _("企业"))],
    )
    theme = forms.CharField(required=False)

    @property
    def query(self) -> str:
        """The words, as many as are searched for."""
        return self._text("q")[:LENGTH]

    @property
    def audience_code(self) -> str:
        """`person`, `company`, or nothing for both."""
        return self._text("audience")

    @property
    def chosen_theme(self) -> Theme | None:
        """The theme, if there is one of that code."""
        try:
            return theme_by_code(self._text("theme"))
        except UnknownTheme:
            return None

    def within(self, hits: Sequence[Hit], items: Sequence[ItemVersion]) -> list[Hit]:
        """Return the hits that are among these items."""
        kept = {item.pk for item in items}
        return [hit for hit in hits if hit.version.pk in kept]

    def _text(self, name: str) -> str:
        if not self.is_bound:
            return ""
        self.is_valid()
        return str(self.cleaned_data.get(name, ""))
