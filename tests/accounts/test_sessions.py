"""Sessions that are over do not pile up."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils.timezone import now
from procrastinate.contrib.django import app

from onewindow.accounts.tasks import drop_expired_sessions

pytestmark = pytest.mark.django_db


def test_only_expired_sessions_are_dropped() -> None:
    Session.objects.create(session_key="over", session_data="", expire_date=now() - timedelta(1))
    Session.objects.create(session_key="open", session_data="", expire_date=now() + timedelta(1))
    drop_expired_sessions(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["open"]


def test_the_worker_does_it() -> None:
    periodic = {each.task.name for each in app.periodic_registry.periodic_tasks.values()}
    assert "accounts.drop_sessions" in periodic
