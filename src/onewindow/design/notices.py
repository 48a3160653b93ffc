"""The inbox and its settings, as applicants and officials see them alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django import forms
from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from onewindow.accounts.models import User
from onewindow.design.forms import PlainForm
from onewindow.messages import actions
from onewindow.messages.access import contact_of, notices_of
from onewindow.messages.models import ChannelCode, Notice
from onewindow.messages.sending import phone_of
from onewindow.messages.texts import SOURCE_LANGUAGE, words_in

ON_A_PAGE = 20


@dataclass(frozen=True)
class Shown:
    """A notice in the reader's language."""

    notice: Notice
    title: str
    text: str


@dataclass(frozen=True)
class Inbox:
    """One page of somebody's notices."""

    page: Page[Notice]
    rows: Sequence[Shown]
    unread: int


def inbox_of(user: User, number: str | None) -> Inbox:
    """Return one page of an inbox."""
    notices = notices_of(user)
    page = Paginator(notices, ON_A_PAGE).get_page(number)
    language = get_language() or SOURCE_LANGUAGE
    rows = [_shown(each, language) for each in page]
    return Inbox(page, rows, notices.unread().count())


def _shown(notice: Notice, language: str) -> Shown:
    words = words_in(notice.texts, language)
    return Shown(notice, words["title"], words["text"])


class ContactForm(PlainForm):
    """Where else somebody wants to be told."""

    mail = forms.EmailField(label=_("电子邮箱"), required=False, max_length=200)
    channels = forms.MultipleChoiceField(
        label=_("除了站内消息，还发到"),
        required=False,
        choices=ChannelCode.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("一个都不选，就只在这里看。短信发到您登记的手机。"),
    )
    language = forms.ChoiceField(
        label=_("用哪种语言写"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )

    def __init__(self, user: User, data: QueryDict | None = None) -> None:
        self._user, self._contact = user, contact_of(user)
        contact = self._contact
        super().__init__(
            data,
            initial={
                "mail": contact.mail, "channels": contact.channels, "language": contact.language,
            },
        )  # fmt: skip

    def clean(self) -> dict[str, object]:
        """Ask for the address of what was chosen."""
        answers: dict[str, object] = super().clean() or {}
        chosen = self.cleaned_data.get("channels", [])
        if ChannelCode.MAIL in chosen and not answers.get("mail") and "mail" not in self.errors:
            self.add_error("mail", _("要收邮件，请填写电子邮箱。"))
        if ChannelCode.SMS in chosen and not phone_of(self._user):
            self.add_error("channels", _("您还没有登记手机，收不到短信。"))
        if ChannelCode.WECHAT in chosen and not self._contact.wechat:
            self.add_error("channels", _("您还没有关注并绑定本市的微信公众号。"))
        return answers

    def store(self, *, at: datetime) -> None:
        """Keep what was chosen."""
        said = self.cleaned_data
        actions.choose_channels(
            self._user, mail=said["mail"], wechat=self._contact.wechat, channels=said["channels"],
            language=said["language"], at=at,
        )  # fmt: skip
