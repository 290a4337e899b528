"""Simulated vendors for tests. Registered in ``tests/conftest.py``; a test that asks for none starts none."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local.vendors.serving import Served


@pytest.fixture(scope="session")
def simulated_alegra() -> "Iterator[Served]":
    """The worker's Alegra, without accounts."""
    from tests.local.vendors.serving import served  # noqa: PLC0415 - uvicorn, only for suites that need it

    with served("alegra") as vendor:
        yield vendor
        _hang_up()


@pytest.fixture(scope="session")
def deepgram_server() -> "Iterator[Served]":
    """The worker's Deepgram; it hears with a model that takes a second to load."""
    from tests.local.vendors.serving import served  # noqa: PLC0415 - uvicorn, only for suites that need it

    with served("deepgram") as vendor:
        yield vendor


@pytest.fixture(scope="session")
def elevenlabs_server() -> "Iterator[Served]":
    """The worker's ElevenLabs."""
    from tests.local.vendors.serving import served  # noqa: PLC0415 - uvicorn, only for suites that need it

    with served("elevenlabs") as vendor:
        yield vendor


@pytest.fixture
def simulated_deepgram(deepgram_server: "Served") -> "Served":
    """Deepgram, well-behaved and told nothing yet."""
    deepgram_server.administer("PUT", "behaviour")
    return deepgram_server


@pytest.fixture
def simulated_elevenlabs(elevenlabs_server: "Served") -> "Served":
    """ElevenLabs, well-behaved and told nothing yet."""
    elevenlabs_server.administer("PUT", "behaviour")
    return elevenlabs_server


@pytest.fixture(scope="session")
def simulated_twilio() -> "Iterator[Served]":
    """The worker's Twilio, without accounts."""
    from tests.local.vendors.serving import served  # noqa: PLC0415 - uvicorn, only for suites that need it

    with served("twilio") as vendor:
        vendor.administer("PUT", "settings", speed=50.0, listens=False)
        yield vendor
        _hang_up_on_twilio()


def _hang_up_on_twilio() -> None:
    """Close the connections that our client keeps."""
    from functions.calls.client.twilio.http import _client  # noqa: PLC0415

    _client().close()
    _client.cache_clear()


def _hang_up() -> None:
    """Close the connections that our client keeps."""
    from functions.finance.client.alegra.http import _client  # noqa: PLC0415

    _client().close()
    _client.cache_clear()
