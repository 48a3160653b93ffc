"""The demo's first half, through the pages: what an interrupted demo left does not block it."""

from collections.abc import Iterator
from functools import partial

import httpx
import pytest
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections

from onewindow.catalogue.models import ItemVersion, VersionStatus
from onewindow.config import data_folder
from onewindow.config.commands.sample import FOUNDED, read_sample
from onewindow.config.demo import publishing
from onewindow.config.demo.accounts import account_lines
from onewindow.config.demo.cast import Cast
from onewindow.orgs import divisions, loading

SAMPLE = data_folder() / "sample"
ADDRESS = "http://testserver"


@pytest.fixture
def cast(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Cast]:
    """The officers of the sample city, at a site that runs inside the test."""
    divisions.load_regions(read_sample(SAMPLE / "regions.yaml")["regions"])
    listed = read_sample(SAMPLE / "departments.yaml")
    loading.load_departments(listed["departments"], region=listed["region"])
    loading.load_halls(read_sample(SAMPLE / "halls.yaml")["halls"])
    staff = read_sample(SAMPLE / "officers.yaml")
    loading.load_officers(staff["officers"], password=staff["trial_password"], on=FOUNDED)
    # Django would close the connection that the test's transaction is on.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    site = httpx.WSGITransport(get_wsgi_application())
    monkeypatch.setattr(httpx, "Client", partial(httpx.Client, transport=site))
    yield Cast.read(SAMPLE)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def left(cast: Cast, *, offices: int) -> None:
    """Play until so many offices have agreed, and stop there."""

    agreed: list[str] = []

    def say(line: str) -> None:
        agreed.extend([line] * line.startswith("联合审核："))
        if len(agreed) == offices:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publishing.publish(ADDRESS, cast, say)


@pytest.mark.long
def test_everybody_who_plays_is_listed_with_what_he_sees(cast: Cast) -> None:
    lines = "\n".join(account_lines(SAMPLE))
    reviewers = [line.username for line in cast.reviewers]
    players = [cast.manager, *cast.reviews.values(), cast.applicant, cast.clerk, *reviewers]
    assert [who for who in [*players, cast.decider, "shi.ducha"] if who not in lines] == []
    assert "赵安达" in lines
    assert "/desk/reviews/ " in lines


def statuses() -> list[str]:
    return list(ItemVersion.objects.order_by("number").values_list("status", flat=True))


@pytest.mark.long
def test_a_version_left_in_review_is_finished_first(cast: Cast) -> None:
    left(cast, offices=2)
    assert statuses() == [VersionStatus.IN_REVIEW]
    said: list[str] = []
    publishing.publish(ADDRESS, cast, said.append)
    assert statuses() == [VersionStatus.SUPERSEDED, VersionStatus.PUBLISHED]
    assert sum("联合审核：" in line for line in said) == 2 + 4
    assert "联合审核：编办 示例·程编之（cheng.bianzhi）同意" in said
