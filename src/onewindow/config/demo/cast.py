"""Who plays in the demo, read from the sample city."""

from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

import yaml


class ReviewerLine(TypedDict):
    """A reviewer's line of `demo.yaml`."""

    username: str
    opinion: str


class DemoFile(TypedDict):
    """The shape of `demo.yaml`."""

    password: str
    form: str
    slug: str
    manager: str
    reviews: dict[str, str]
    applicant: str
    company: str
    extra: str
    clerk: str
    reviewers: list[ReviewerLine]
    decider: str


class AccountLine(TypedDict):
    """What the demo reads of a person's line in `officers.yaml` and `applicants.yaml`."""

    username: str
    name: str


class ExtraFile(TypedDict):
    """What the demo takes from an item's extras: ready answers."""

    sample_answers: dict[str, str | bool]
    sample_fields: dict[str, str]


@dataclass(frozen=True)
class Reviewer:
    """A reviewer and what he writes."""

    username: str
    opinion: str


@dataclass(frozen=True)
class Cast:
    """The accounts that play, the form that is imported, the answers that are given."""

    password: str
    form: Path
    slug: str
    manager: str
    reviews: dict[str, str]
    applicant: str
    company: str
    clerk: str
    reviewers: tuple[Reviewer, ...]
    decider: str
    answers: dict[str, str]
    fields: dict[str, str]
    names: dict[str, str]

    @classmethod
    def read(cls, sample: Path) -> "Cast":
        """Read the cast from the folder of the sample city."""
        play: DemoFile = yaml.load((sample / "demo.yaml").read_bytes(), Loader=yaml.CSafeLoader)
        extra: ExtraFile = yaml.load((sample / play["extra"]).read_bytes(), Loader=yaml.CSafeLoader)
        return cls(
            password=play["password"],
            form=sample / play["form"],
            slug=play["slug"],
            manager=play["manager"],
            reviews=play["reviews"],
            applicant=play["applicant"],
            company=play["company"],
            clerk=play["clerk"],
            reviewers=tuple(Reviewer(**line) for line in play["reviewers"]),
            decider=play["decider"],
            answers={
                key: ("yes" if value else "no") if isinstance(value, bool) else value
                for key, value in extra["sample_answers"].items()
            },
            fields=extra["sample_fields"],
            names=_names(sample),
        )

    def called(self, username: str) -> str:
        """Return the name of a person with his user name."""
        return f"{self.names[username]}（{username}）"


def _names(sample: Path) -> dict[str, str]:
    lines: list[AccountLine] = []
    for file, key in (("officers.yaml", "officers"), ("applicants.yaml", "persons")):
        lines += yaml.load((sample / file).read_bytes(), Loader=yaml.CSafeLoader)[key]
    return {line["username"]: line["name"] for line in lines}
