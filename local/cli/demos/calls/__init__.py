"""Calls over HTTPS: everything that the law asks for is said first, then a simulated person is dialled and talks."""

from local.cli.demos import Demo
from local.cli.demos.calls.run import run

DEMO = Demo(
    "call",
    "have a simulated person called behind the legal gate, follow the conversation, keep its recording",
    run,
    takes=frozenset({"persona", "language", "everybody"}),
)
"""The demo of cold calls."""
