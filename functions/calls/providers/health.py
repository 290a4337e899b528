"""Probes of what calls need."""

from typing import Annotated

from functions.calls.providers.twilio import Account
from shared.core.health import Probe
from shared.core.inject import Depends
from shared.storage.objects import Uploads


def carrier_probe(account: Account) -> Probe:
    """Whether there is an account at the carrier; it is not called, because that costs and is throttled."""

    def ask() -> None:
        account()

    return ask


def files_probe(uploads: Uploads) -> Probe:
    """Asks the bucket for an object that is not there."""

    def ask() -> None:
        next(uploads.keys("health/"), None)

    return ask


CarrierProbe = Annotated[Probe, Depends(carrier_probe)]
FilesProbe = Annotated[Probe, Depends(files_probe)]
