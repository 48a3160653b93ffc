"""Read a page of the desk as its reader would."""

from django.http.response import HttpResponseBase
from django.test import Client
from lxml import html

from onewindow.orgs.models import Officer
from tests.cast import signed_in


def text_of(response: HttpResponseBase) -> str:
    """Return what the main part of a page says, its white space folded."""
    tree = html.fromstring(body_of(response))
    main = tree.xpath("//main") or [tree]
    return " ".join(main[0].text_content().split())


def body_of(response: HttpResponseBase) -> str:
    """Return the source of a page."""
    content = getattr(response, "content", b"")
    assert isinstance(content, bytes)
    return content.decode()


def links_of(response: HttpResponseBase) -> list[str]:
    """Return where the links of a page lead, in their order."""
    return [str(link) for link in html.fromstring(body_of(response)).xpath("//a/@href")]


def message_after(client: Client, response: HttpResponseBase) -> str:
    """Follow the redirect of an action and return the page it leads to."""
    assert response.status_code == 302
    return text_of(client.get(response.headers["Location"]))


def at_desk(officer: Officer) -> Client:
    """Return the browser of a signed-in officer."""
    return signed_in(officer)
