"""Somebody with a browser: keeps cookies, sends forms, reads what a page says."""

from collections.abc import Iterator, Mapping
from types import TracebackType
from urllib.parse import urljoin

import httpx
from lxml import html

MESSAGES = "//*[contains(concat(' ', normalize-space(@class), ' '), ' ow-message ')]"
ERRORS = "//*[@role='alert' or contains(@class, 'ow-error-summary')]"

Upload = tuple[str, tuple[str, bytes, str]]


class DemoFailed(Exception):
    """A page did not answer as it must; the message says where and what it said."""


class Visitor:
    """One signed-in browser on the running server."""

    def __init__(self, address: str, who: str = "") -> None:
        self.who = who or "访客"
        self._client = httpx.Client(base_url=address, follow_redirects=False, timeout=60)

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def sign_in(self, username: str, password: str) -> None:
        """Sign in by password; raise DemoFailed when the account is refused."""
        self.page("/accounts/login/")
        self.submit("/accounts/login/", {"login": username, "password": password})

    @classmethod
    def signed_in(cls, address: str, username: str, password: str) -> "Visitor":
        """Open a browser and sign in; raise DemoFailed when the account is refused."""
        visitor = cls(address, username)
        visitor.sign_in(username, password)
        return visitor

    def links(self, path: str) -> Iterator[tuple[str, str]]:
        """Yield the words and the target of each link of a list, page after page."""
        page = self.page(path)
        for link in page.xpath("//a[@href]"):
            yield " ".join(link.text_content().split()), urljoin(path, link.get("href"))
        for following in page.xpath("//a[@rel='next']/@href")[:1]:
            yield from self.links(urljoin(path, following))

    def page(self, path: str) -> html.HtmlElement:
        """Open a page; raise DemoFailed unless it answers 200."""
        return html.fromstring(self._get(path).content)

    def file(self, path: str) -> bytes:
        """Download a file; raise DemoFailed unless it answers 200."""
        return self._get(path).content

    def submit(
        self, path: str, fields: Mapping[str, str], files: list[Upload] | None = None
    ) -> str:
        """Send a form; return where it leads, raise DemoFailed unless it redirects."""
        token = self._client.cookies.get("csrftoken") or ""
        response = self._request(
            "POST", path, data=dict(fields) | {"csrfmiddlewaretoken": token}, files=files
        )
        if response.status_code != httpx.codes.FOUND:
            raise DemoFailed(self._complaint("提交", path, response))
        return response.headers["location"]

    def _get(self, path: str) -> httpx.Response:
        response = self._request("GET", path)
        if response.status_code != httpx.codes.OK:
            raise DemoFailed(self._complaint("打开", path, response))
        return response

    def _request(
        self,
        method: str,
        path: str,
        data: Mapping[str, str] | None = None,
        files: list[Upload] | None = None,
    ) -> httpx.Response:
        try:
            return self._client.request(method, path, data=data, files=files)
        except httpx.HTTPError as error:
            raise DemoFailed(
                f"连不上 {self._client.base_url}（{error}）。请先运行 make run 或 onewindow serve。"
            ) from error

    def _complaint(self, verb: str, path: str, response: httpx.Response) -> str:
        said = ""
        if "html" in response.headers.get("content-type", ""):
            page = html.fromstring(response.content)
            found = [*page.xpath(ERRORS), *page.xpath(MESSAGES)]
            said = " ".join(" ".join(each.text_content().split()) for each in found)[:300]
        return f"{self.who}{verb} {path} 没有成功（HTTP {response.status_code}）。{said}"
