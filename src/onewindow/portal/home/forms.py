"""What somebody looks for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.life_stages import LifeStage, UnknownStage, stage_by_code
from onewindow.catalogue.search import Filters
from onewindow.catalogue.themes import Theme, UnknownTheme, theme_by_code
from onewindow.design.forms import PlainForm

LENGTH = 50


class SearchForm(PlainForm):
    """The words, and by what they are narrowed; what makes no sense is left out of the search."""

    q = forms.CharField(required=False)
    audience = forms.ChoiceField(
        required=False,
        choices=[("", _("全部")), ("person", _("个人")), ("company", _("企业"))],
    )
    theme = forms.CharField(required=False)
    stage = forms.CharField(required=False)
    department = forms.CharField(required=False)
    level = forms.CharField(required=False)
    item_type = forms.CharField(required=False)
    named = forms.CharField(required=False)
    online = forms.CharField(required=False)

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

    @property
    def chosen_stage(self) -> LifeStage | None:
        """The stage of a life, if there is one of that code."""
        try:
            return stage_by_code(self._text("stage"))
        except UnknownStage:
            return None

    @property
    def filters(self) -> Filters:
        """By what the search is narrowed."""
        return Filters(
            audience=self.audience_code,
            theme=self.chosen_theme.written if self.chosen_theme else "",
            stage=self.chosen_stage.name if self.chosen_stage else "",
            department=self._text("department"),
            level=self._text("level"),
            item_type=self._text("item_type"),
            named=self._text("named"),
            online=self._text("online"),
        )

    def _text(self, name: str) -> str:
        if not self.is_bound:
            return ""
        self.is_valid()
        return str(self.cleaned_data.get(name, "")).replace("\x00", "")
