"""Send a stored file."""

from django.http import FileResponse

from onewindow.documents.actions import open_download
from onewindow.documents.models import Document


def send(document: Document, *, inline: bool = False) -> FileResponse:
    """Answer with a file; `inline` lets the browser show PDF and pictures; raise FileDamaged."""
    download = open_download(document, inline=inline)
    answer = FileResponse(download.file)
    # Afterwards: on its own Django guesses the type and the name from where the file is kept.
    for name, value in download.headers.items():
        answer[name] = value
    return answer
