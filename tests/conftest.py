"""Fixtures that several test files share, and which tests one worker runs."""

import pytest
from seminar import app, harbor, trade
from templates import case

__all__ = ["app", "case", "harbor", "trade"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Keep together what shares the fixtures of a file, and the many cases of one quick question.

    A fixture of a file is then made once rather than by every worker, and workers are handed hundreds of parts
    instead of thousands.
    """
    for item in items:
        if item.get_closest_marker("xdist_group") is None:
            item.add_marker(pytest.mark.xdist_group(group_of(item)))


def group_of(item):
    """The name of a test's group: its file, its function, or the test itself if it takes minutes."""
    found = getattr(item, "_fixtureinfo", None)
    fixtures = [each for several in found.name2fixturedefs.values() for each in several] if found else []
    if any(fixture.scope == "module" for fixture in fixtures):
        return item.path.name
    return item.name if item.get_closest_marker("slow") else f"{item.path.name}-{getattr(item, 'originalname', '')}"
