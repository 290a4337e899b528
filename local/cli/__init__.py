"""The command `astramech`: the cloud on one machine, from nothing to a running job, and back."""

from local.cli.app import main

__all__ = ["main"]
