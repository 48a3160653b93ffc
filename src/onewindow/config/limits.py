"""Refuse what is too large before anything of it is read, and so written to the disk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from onewindow.design.views import too_large

Answer = Callable[[HttpRequest], HttpResponseBase]


def limit_request_size(get_response: Answer) -> Answer:
    """Take whole uploads from who is signed in, from others only what fills a form."""

    def limited(request: HttpRequest) -> HttpResponseBase:
        size = int(request.META.get("CONTENT_LENGTH") or 0)
        if size > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and size > _most(request):
            return too_large(request)
        return get_response(request)

    return limited


def _most(request: HttpRequest) -> int:
    if not request.user.is_authenticated:
        return settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return settings.UPLOAD_FILE_BYTES * settings.UPLOAD_FILES + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
