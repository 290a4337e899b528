"""Invoices over HTTPS: a folder uploaded to the bucket, read and decided by the invoice flow, and shown."""

from local.cli.demos import Demo
from local.cli.demos.invoices.run import run

DEMO = Demo(
    "invoice",
    "upload a folder of invoices, let the invoice flow decide, show what became of each",
    run,
    takes=frozenset({"folder"}),
)
