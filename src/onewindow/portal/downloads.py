"""Send a stored file."""

from django.http import FileResponse

from onewindow.documents.actions import open_download
from onewindow.documents.models import Document


def send(document: Document) -> FileResponse:
    """Answer with a file; pictures and PDF open in the browser; raise FileDamaged."""
    download = open_download(document, inline=True)
    return FileResponse(download.file, headers=download.headers)
