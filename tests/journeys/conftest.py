"""A real browser before a real server: the application on a port of loopback, Debian's Chromium in front of it.

SLOW_LINE_MS=500 makes every answer so much later, and nothing is kept by the browser: pages are there long before their
scripts and styles. What is green only without it is flaky on a busy machine."""

from __future__ import annotations

import os
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from config import Config
from tests.support.live import served

SLOW_LINE_MS = int(os.environ.get("SLOW_LINE_MS", "0"))
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if CHROMIUM is None:
        pytest.skip("NO JOURNEY WAS MADE: Chromium is missing (install chromium)")
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": ["--no-sandbox"]}


@pytest.fixture
def settings(settings: Config) -> Config:
    """A port that is free, and links that lead to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return replace(settings, base_url=f"http://127.0.0.1:{free.getsockname()[1]}")


def on_a_slow_line(wsgi: Callable[..., Any]) -> Callable[..., Any]:
    def answer(environ: Any, start_response: Any) -> Any:
        time.sleep(SLOW_LINE_MS / 1000)
        return wsgi(environ, start_response)

    return answer


@pytest.fixture
def site(app: Flask, config: Config) -> Iterator[str]:
    """The address of the running application."""
    if SLOW_LINE_MS:
        app.wsgi_app = on_a_slow_line(app.wsgi_app)  # type: ignore[method-assign]
    with served(app, int(config.base_url.rpartition(":")[2])):
        yield config.base_url


def keeping_nothing(page: Page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.setCacheDisabled", {"cacheDisabled": True})


@pytest.fixture
def new_reader(browser: Browser, site: str) -> Iterator[Callable[[int, int], BrowserContext]]:
    """Opens a browser of this width and height for one more person."""
    opened: list[BrowserContext] = []

    def open_one(width: int, height: int) -> BrowserContext:
        narrow = width < 600
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": height},
            is_mobile=narrow,
            has_touch=narrow,
            locale="en-GB",
            accept_downloads=True,
            reduced_motion="reduce",
        )
        context.set_default_timeout(15_000)
        if SLOW_LINE_MS:
            context.on("page", keeping_nothing)
        opened.append(context)
        return context

    yield open_one
    for context in opened:
        context.close()
