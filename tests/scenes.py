"""What more than one folder's tests begin with."""

import pytest

from tests.cases.instant.building import Shop, build_shop


@pytest.fixture
def shop(db: None) -> Shop:
    """A department that decides on small shops at once, and who handles them."""
    return build_shop()
