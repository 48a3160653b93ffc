"""Form → four reviews → publication → application → three parallel reviews → decision → letter."""

import json
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from onewindow.config.demo.cast import Cast
from onewindow.config.demo.publishing import Say, publish
from onewindow.config.demo.timeline import ReportJSON
from onewindow.config.demo.uploads import sample_files
from onewindow.config.demo.visitor import DemoFailed, Visitor

LETTER_SECONDS = 60.0


@dataclass(frozen=True)
class Played:
    """What the demo did: the case as the desk reports it, the letter as received."""

    version_path: str
    number: str
    report: ReportJSON
    letter: bytes


def play(address: str, sample: Path, *, say: Say) -> Played:
    """Play the main job on a running server; raise DemoFailed at the first refusal."""
    cast = Cast.read(sample)
    version_path = publish(address, cast, say)
    number = _apply(address, cast, say)
    _handle(address, cast, number, say)
    letter = _download(address, cast, number, say)
    with _signed_in(address, cast, cast.clerk) as clerk:
        report: ReportJSON = json.loads(clerk.file(f"/desk/cases/{number}/timeline.json"))
    return Played(version_path, number, report, letter)


def _apply(address: str, cast: Cast, say: Say) -> str:
    with Visitor(address, cast.applicant) as applicant:
        applicant.page(f"/guides/{cast.slug}/")
        applicant.sign_in(cast.applicant, cast.password)
        applicant.page(f"/guides/{cast.slug}/application/")
        first = applicant.submit(f"/guides/{cast.slug}/application/", {"identity": cast.company})
        draft = "/".join(first.split("/")[:3])
        applicant.submit(f"{draft}/answers/", cast.answers)
        applicant.submit(f"{draft}/fields/", cast.fields)
        page = applicant.page(f"{draft}/materials/")
        codes = page.xpath("//input[@name='material']/@value")
        for code, upload in zip(codes, sample_files(), strict=False):
            applicant.submit(f"{draft}/materials/", {"material": code}, [upload])
        applicant.page(f"{draft}/check/")
        case = applicant.submit(f"{draft}/submission/", {})
        number = case.rstrip("/").split("/")[-1]
        say(f"{cast.called(cast.applicant)}在网上提交申请，收件编号 {number}")
        return number


def _handle(address: str, cast: Cast, number: str, say: Say) -> None:
    with _signed_in(address, cast, cast.clerk) as clerk:
        step = _own_step(clerk, number)
        clerk.submit(f"{step}start/", {})
        clerk.submit(f"{step}completion/", {"outcome": "accepted", "opinion": ""})
        say(f"{cast.called(cast.clerk)}受理，三个部门同时开始审查")
    with ExitStack() as stack:
        reviewers = []
        for line in cast.reviewers:
            reviewer = stack.enter_context(_signed_in(address, cast, line.username))
            step = _own_step(reviewer, number)
            reviewer.submit(f"{step}start/", {})
            reviewers.append((line, reviewer, step))
        for line, reviewer, step in reviewers:
            reviewer.submit(f"{step}completion/", {"outcome": "agreed", "opinion": line.opinion})
            say(f"{cast.called(line.username)}：{line.opinion}")
    with _signed_in(address, cast, cast.decider) as decider:
        step = _own_step(decider, number)
        decider.submit(f"{step}start/", {})
        decider.submit(f"{step}completion/", {"outcome": "granted", "opinion": ""})
        say(f"{cast.called(cast.decider)}决定：准予许可")


def _own_step(officer: Visitor, number: str) -> str:
    """Find the officer's step of a case where he would: in his work list."""
    for _words, target in officer.links("/desk/"):
        if target.startswith(f"/desk/cases/{number}/steps/"):
            return target.split("?")[0]
    raise DemoFailed(f"{officer.who}的待办里没有 {number}。")


def _download(address: str, cast: Cast, number: str, say: Say) -> bytes:
    """Wait as the applicant does until his page offers the letter, then download it."""
    with _signed_in(address, cast, cast.applicant) as applicant:
        deadline = time.monotonic() + LETTER_SECONDS
        link = f"/applications/{number}/letter/"
        while link not in applicant.page(f"/applications/{number}/").xpath("//a/@href"):
            if time.monotonic() > deadline:
                raise DemoFailed(
                    f"等了 {LETTER_SECONDS:.0f} 秒，决定书还没有制作好。后台任务在运行吗？"
                )
            time.sleep(0.2)
        letter = applicant.file(link)
    if not letter.startswith(b"%PDF-"):
        raise DemoFailed("下载的决定书不是 PDF 文件。")
    say(f"{cast.called(cast.applicant)}下载决定书（{len(letter)} 字节）")
    return letter


def _signed_in(address: str, cast: Cast, username: str) -> Visitor:
    return Visitor.signed_in(address, username, cast.password)
