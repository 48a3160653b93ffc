"""When a version is to hold."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onewindow.design.forms import PlainForm


class PublicationForm(PlainForm):
    """The day from which a version is to hold; none means now."""

    on = forms.DateField(label=_("从哪天起生效"), required=False)
