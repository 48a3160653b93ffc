"""What of the acknowledged applications a server has lost."""

import hashlib
import json
from pathlib import Path

from tests.system.applying import Acknowledged
from tests.system.server import RunningServer

CASE = "SELECT id FROM cases_case WHERE number = %s AND status <> 'draft'"
FILES = """
SELECT d.sha256 FROM cases_submission s JOIN documents_document d ON d.id = s.document_id
WHERE s.case_id = %s
"""
EVENT = "SELECT data FROM events_event WHERE chain = %s AND code = 'case.submitted'"
STEP = "SELECT count(*) FROM cases_casestep WHERE case_id = %s AND status = 'open'"


def missing(server: RunningServer, seen: list[Acknowledged]) -> list[str]:
    """Return what is lost of the acknowledged applications: case, file, step or event."""
    lost = []
    with server.connect() as connection:
        for each in seen:
            found = connection.execute(CASE, [each.number]).fetchone()
            if found is None:
                lost.append(f"{each.number}: case")
                continue
            kept = {str(row[0]) for row in connection.execute(FILES, found)}
            events = connection.execute(EVENT, [f"case/{each.number}"]).fetchall()
            told = {
                file["sha256"] for event in events for file in json.loads(str(event[0]))["files"]
            }
            if not kept == told == each.digests:
                lost.append(f"{each.number}: files {kept ^ each.digests}, events {len(events)}")
            if connection.execute(STEP, found).fetchone() != (1,):
                lost.append(f"{each.number}: acceptance step")
            lost += [f"{each.number}: {name}" for name in kept if not is_whole(server.home, name)]
    return lost


def is_whole(home: Path, sha256: str) -> bool:
    path = home / "files" / sha256[:2] / sha256[2:4] / sha256
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == sha256
