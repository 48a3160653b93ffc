"""Do what a request with a key asks for once, however often the request comes."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Callable, Iterator
from http import HTTPStatus

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render

from onewindow.accounts.keeping import Answered, Said, claim, give_up, keep
from onewindow.accounts.models import KeptAnswer, User

FIELD = "idempotency_key"
HEADER = "Idempotency-Key"
REPLAYED = "Idempotent-Replayed"
SHAPE = re.compile(r"[\x21-\x7e]{8,100}")
LARGEST_BODY = 64 * 1024
# These change cookies and sessions, which no kept answer can give back; twice does no harm.
WITHOUT = frozenset({
    "account_login", "account_logout", "account_inactive", "account_change_password",
    "set_language", "design:look",
})  # fmt: skip
NOT_SAID_BY_THE_SENDER = frozenset({FIELD, "csrfmiddlewaretoken"})
View = Callable[..., HttpResponseBase]


class Once:
    """Middleware. The key is claimed, the view runs and its answer is kept in one transaction.

    So there is no moment at which a crash leaves the one without the other. It must come last, so
    that only a request that everything else let through is run.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; the work is done where the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: View, args: tuple[object, ...], kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        """Run the view under the key, or answer what it was answered before."""
        key = key_of(request)
        owner = owner_of(request) if key else ""
        if not owner:
            return None
        digest = digest_of(request)
        with transaction.atomic():
            earlier = claim(owner, key, digest)
            if earlier is None:
                before = len(messages.get_messages(request))
                answer = view(request, *args, **kwargs)
                _settle(owner, key, answer, _said_since(request, before))
                return answer
        return again(request, earlier) if bytes(earlier.digest) == digest else refuse(request)


def key_of(request: HttpRequest) -> str:
    """Return the key of a request, nothing where there is none; raise BadRequest for a bad one."""
    match = request.resolver_match
    if request.method != "POST" or (match and match.view_name in WITHOUT):
        return ""
    key = request.headers.get(HEADER, "")
    # A page in which htmx sends the same form again and again, a little more filled in each time.
    if not key and "HX-Request" not in request.headers:
        key = request.POST.get(FIELD, "")
    if key and not SHAPE.fullmatch(key):
        raise BadRequest("the key of a request is 8 to 100 visible characters")
    return key


def owner_of(request: HttpRequest) -> str:
    """Return whose key it is: an account's, or a browser's where nobody is signed in."""
    if isinstance(request.user, User):
        return f"user/{request.user.pk}"
    cookie = request.COOKIES.get(settings.CSRF_COOKIE_NAME, "")
    return f"browser/{hashlib.sha256(cookie.encode()).hexdigest()}" if cookie else ""


def digest_of(request: HttpRequest) -> bytes:
    """Return the digest of all that a request says, files included, but for key and token."""
    digest = hashlib.blake2b(digest_size=16)
    for part in _parts(request):
        digest.update(len(part).to_bytes(8))
        digest.update(part)
    return digest.digest()


def _parts(request: HttpRequest) -> Iterator[bytes]:
    yield request.get_full_path().encode()
    if request.content_type not in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        yield request.body
        return
    for name, values in request.POST.lists():
        if name not in NOT_SAID_BY_THE_SENDER:
            yield from (str(each).encode() for each in (name, *values))
    for name, files in request.FILES.lists():
        for file in files:
            yield f"{name}\0{file.name}".encode()
            yield _content(file)


def _content(file: UploadedFile[bytes]) -> bytes:
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return digest.digest()


def _said_since(request: HttpRequest, before: int) -> list[Said]:
    waiting = messages.get_messages(request)
    if isinstance(waiting, list):
        return []
    was_shown = waiting.used
    said = [Said(each.level, str(each.message), each.extra_tags or "") for each in waiting]
    # Reading them here is not showing them.
    waiting.used = was_shown
    return said[before:]


def _settle(owner: str, key: str, answer: HttpResponseBase, said: list[Said]) -> None:
    kept = _kept(answer, said)
    if kept is None:
        give_up(owner, key)
    else:
        keep(owner, key, kept)


def _kept(answer: HttpResponseBase, said: list[Said]) -> Answered | None:
    if answer.status_code >= HTTPStatus.BAD_REQUEST or not isinstance(answer, HttpResponse):
        return None
    # What changes something leads on to a page; a page at once is a preview, asked for repeatedly.
    if answer.status_code == HTTPStatus.OK and _is_page(answer):
        return None
    body = zlib.compress(answer.content, 1) if answer.content else b""
    if len(body) > LARGEST_BODY:
        return None
    return Answered(
        answer.status_code, answer.headers.get("Location", ""),
        answer.headers.get("Content-Type", ""), body, said,
    )  # fmt: skip


def _is_page(answer: HttpResponse) -> bool:
    return answer.headers.get("Content-Type", "").startswith("text/html")


def again(request: HttpRequest, earlier: KeptAnswer) -> HttpResponse:
    """Answer as before, the messages included."""
    answer = HttpResponseRedirect(earlier.location) if earlier.location else HttpResponse()
    answer.status_code = earlier.status or HTTPStatus.OK
    answer.content = zlib.decompress(earlier.body) if earlier.body else b""
    answer.headers["Content-Type"] = earlier.content_type
    for level, text, tags in earlier.said:
        messages.add_message(request, level, text, extra_tags=tags)
    answer.headers[REPLAYED] = "true"
    return answer


def refuse(request: HttpRequest) -> HttpResponse:
    """Answer 422 to another request under a used key, and offer to send it as a new one."""
    said = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_SAID_BY_THE_SENDER
        for value in values
    ]
    shown = {"said": [] if request.FILES else said, "has_files": bool(request.FILES)}
    return render(request, "422_sent.html", shown, status=HTTPStatus.UNPROCESSABLE_ENTITY)
