"""The item, its applicant and their browser."""

import pytest
from django.test import Client

from onewindow.catalogue.models import ItemVersion
from tests import cast
from tests.cases.building import City, build_city
from tests.portal.building import make_guide


@pytest.fixture
def city(db: None) -> City:
    """A city with one plain item."""
    return build_city()


@pytest.fixture
def version(city: City) -> ItemVersion:
    """An item that says everything a guide can say."""
    return make_guide(city)


@pytest.fixture
def mine(city: City) -> Client:
    """The applicant's browser."""
    return cast.signed_in(city.applicant)


@pytest.fixture
def guide_path(version: ItemVersion) -> str:
    """Where the guide is."""
    return f"/guides/{version.item.slug}/"
