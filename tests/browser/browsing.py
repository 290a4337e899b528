"""A real Chromium before the pages, for the time of a test: on a telephone, at a desk, in a language."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from playwright.sync_api import ConsoleMessage, Page, Request, expect, sync_playwright

from tests.browser.chromium import chromium

Size = Literal["phone", "desk"]

SIZES: Mapping[Size, tuple[int, int]] = {"phone": (360, 740), "desk": (1280, 900)}
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


@contextmanager
def browsing(size: Size, language: str = "es", *, script: bool = True) -> Iterator[Browsing]:
    """A browser of its own for one test, with nothing left in it; it does not run between tests."""
    found = chromium()
    width, height = SIZES[size]
    environment: dict[str, str | float | bool] = {**os.environ, **found.environment}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found.path, env=environment, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=language,
            has_touch=size == "phone",
            java_script_enabled=script,
        )
        context.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        yield _watched(context.new_page())
        context.close()
        browser.close()


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
