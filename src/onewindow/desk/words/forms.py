"""A name that people use, and the item it is for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from onewindow.catalogue.actions.aliasing import LONGEST
from onewindow.design.forms import PlainForm


class AliasForm(PlainForm):
    """`thing` is `item-12` or `base-7`."""

    text = forms.CharField(label=_("叫法"), max_length=LONGEST)
    thing = forms.CharField(widget=forms.HiddenInput)
