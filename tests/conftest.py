"""Fixtures of the whole suite; each module registered here says what it gives. A test's fixtures decide its tier."""

import pytest

pytest_plugins = ["tests.postgres", "tests.lambdas", "tests.aws", "tests.stage", "tests.vendors"]

SERVERS = {
    "cluster",
    "moto_endpoint",
    "simulated_alegra",
    "simulated_deepgram",
    "simulated_elevenlabs",
    "simulated_twilio",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what starts a server, so that `make check` can leave it out."""
    for item in items:
        if SERVERS & set(getattr(item, "fixturenames", ())):
            item.add_marker("server")
