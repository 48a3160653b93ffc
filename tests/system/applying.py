"""Applicants who keep trying: every page is asked again until it answers."""

import hashlib
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar

from onewindow.config import data_folder
from onewindow.config.demo.cast import Cast
from onewindow.config.demo.uploads import sample_pdf
from onewindow.config.demo.visitor import DemoFailed, Upload, Visitor
from tests.system.server import PATIENCE

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Acknowledged:
    """An application whose number the applicant has seen, and the digests of his files."""

    number: str
    digests: frozenset[str]


@dataclass
class Crowd:
    """Several applicants at once; `seen` grows with each acknowledged application."""

    address: str
    seen: list[Acknowledged] = field(default_factory=list)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def apply(self, *, people: int, each: int) -> None:
        """Let `people` applicants hand in `each` applications; return when all are acknowledged."""
        with ThreadPoolExecutor(people) as pool:
            for done in [pool.submit(self._apply, who, each) for who in range(people)]:
                done.result()

    def has_seen(self, count: int) -> bool:
        """Whether so many applications are acknowledged."""
        return len(self.seen) >= count

    def _apply(self, who: int, times: int) -> None:
        cast = Cast.read(data_folder() / "sample")
        with Visitor(self.address, cast.applicant) as visitor:
            again(lambda: visitor.sign_in(cast.applicant, cast.password))
            for turn in range(times):
                done = _hand_in(visitor, cast, f"{who}-{turn}")
                with self._guard:
                    self.seen.append(done)


def again(action: Callable[[], Answer]) -> Answer:
    """Try until it works, as a person reloads a page."""
    give_up_at = time.monotonic() + PATIENCE
    while True:
        try:
            return action()
        except DemoFailed:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.1)


def _hand_in(visitor: Visitor, cast: Cast, mark: str) -> Acknowledged:
    start = f"/guides/{cast.slug}/application/"
    first = again(lambda: visitor.submit(start, {"identity": cast.company}))
    draft = "/".join(first.split("/")[:3])
    again(lambda: visitor.submit(f"{draft}/answers/", cast.answers))
    again(lambda: visitor.submit(f"{draft}/fields/", cast.fields))
    page = again(lambda: visitor.page(f"{draft}/materials/"))
    digests = set()
    for code in page.xpath("//input[@name='material']/@value")[:3]:
        content = sample_pdf(f"{mark} {code}")
        digests.add(hashlib.sha256(content).hexdigest())
        upload: Upload = ("files", (f"{mark}-{code}.pdf", content, "application/pdf"))
        again(_uploading(visitor, f"{draft}/materials/", str(code), upload))
    case = again(lambda: visitor.submit(f"{draft}/submission/", {}))
    return Acknowledged(case.rstrip("/").split("/")[-1], frozenset(digests))


def _uploading(visitor: Visitor, path: str, code: str, upload: Upload) -> Callable[[], str]:
    return lambda: visitor.submit(path, {"material": code}, [upload])
