"""A real Chromium before the pages: on a telephone, at a desk, in a language."""

import asyncio
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, expect, sync_playwright

from tests.browser.chromium import chromium

Size = Literal["phone", "small", "desk"]

SIZES: Mapping[Size, tuple[int, int]] = {"phone": (360, 740), "small": (320, 640), "desk": (1280, 900)}
PATIENCE = 30_000  # ms: how long a loaded machine may take


@dataclass
class Browsing:
    """A page and what its browser complained about.

    Attributes:
        complaints: what it wrote to its console, and scripts that failed.
        asked: addresses that it asked for.
    """

    page: Page
    complaints: list[str]
    asked: list[str]


Open = Callable[..., AbstractContextManager[Browsing]]
"""Opens a window: ``browsing("phone", "es", script=False)``."""


class OneBrowser:
    """One Chromium for all tests of a run; each has a window of its own with nothing left in it.

    Between tests its loop rests: else no other test could run one in this thread.
    """

    def __init__(self) -> None:
        found = chromium()
        environment: dict[str, str | float | bool] = {**os.environ, **found.environment}
        self.playwright = sync_playwright().start()
        self.loop = asyncio.get_running_loop()
        self.browser = self.playwright.chromium.launch(
            executable_path=found.path, env=environment, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        expect.set_options(timeout=PATIENCE)
        self._rest()

    @contextmanager
    def browsing(self, size: Size, language: str = "es", *, script: bool = True) -> Iterator[Browsing]:
        """A window: on a telephone or at a desk, in a language, with or without scripts."""
        width, height = SIZES[size]
        self._wake()
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            has_touch=size != "desk",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        try:
            yield _watched(context.new_page())
        finally:
            context.close()
            self._rest()

    def close(self) -> None:
        """End it."""
        self._wake()
        self.browser.close()
        self.playwright.stop()
        self._rest()

    def _wake(self) -> None:
        asyncio._set_running_loop(self.loop)

    def _rest(self) -> None:
        asyncio._set_running_loop(None)


@pytest.fixture(scope="session")
def one_browser() -> Iterator[OneBrowser]:
    """The browser of this run."""
    browser = OneBrowser()
    yield browser
    browser.close()


@pytest.fixture
def browsing(one_browser: OneBrowser) -> Open:
    """Opens windows of the browser."""
    return one_browser.browsing


def _watched(page: Page) -> Browsing:
    watched = Browsing(page, [], [])

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            watched.complaints.append(message.text)

    def note(request: Request) -> None:
        watched.asked.append(request.url)

    page.on("console", hear)
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    page.on("request", note)
    return watched
