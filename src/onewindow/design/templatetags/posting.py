"""Every form that is posted carries a key: see `design/once.py`.

The tag takes the name of Django's own, which no form can be without: a form without a key is then
a form that the web server refuses, and nobody can forget it.
"""

from uuid import uuid4

from django import template
from django.template import Context
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from onewindow.design.once import FIELD

register = template.Library()


class PostedFormNode(CsrfTokenNode):
    """The two hidden fields of a form that is posted."""

    def render(self, context: Context) -> SafeString:
        """Write Django's token, and a key that no other form has."""
        key = format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4().hex)
        return format_html("{}{}", super().render(context), key)


@register.tag
def csrf_token(parser: Parser, token: Token) -> PostedFormNode:
    """Make the node; the tag takes nothing."""
    return PostedFormNode()
