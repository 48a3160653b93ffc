"""For trials: what would have been sent is a line of a file under home/outbox."""

import json
import os
from dataclasses import asdict

from django.conf import settings

from onewindow.messages.channels import Message


class FileChannel:
    """Append each message to `<channel>.jsonl`, durably."""

    def __init__(self, code: str) -> None:
        self._path = settings.OUTBOX_ROOT / f"{code}.jsonl"

    def send(self, address: str, message: Message) -> None:
        """Write one line."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        line = json.dumps({"to": address, **asdict(message)}, ensure_ascii=False) + "\n"
        handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(handle, line.encode())
            os.fsync(handle)
        finally:
            os.close(handle)
