"""What Django is told of the database, a plain connection understands too."""

import pytest
from django.db import connection

from onewindow.config import database
from onewindow.config.environment import BadEnvironment


@pytest.mark.django_db
def test_the_database_that_django_uses_is_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    options = {"OPTIONS": {"prepare_threshold": 5}}
    used = {name: connection.settings_dict[name] for name in ("NAME", "USER", "HOST", "PORT")}
    monkeypatch.setattr(database, "settings", lambda: used | options)
    database.check()
    monkeypatch.setattr(database, "settings", lambda: used | options | {"NAME": "nowhere"})
    with pytest.raises(BadEnvironment):
        database.check()
