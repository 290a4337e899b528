"""What goes wrong outside the API: callbacks that come twice or never, lines that stutter, detection that errs.

Set by ``POST /_simulator/disturbances``, a number of times each; what goes wrong in the API itself is a fault of
`local.vendors.simulation`.
"""

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

KINDS = {
    "callback": ("drop", "duplicate", "reorder", "delay", "bad_signature"),
    "stream": ("jitter", "loss", "disconnect"),
    "detection": ("says",),
}


class Disturbance(BaseModel):
    """Something that goes wrong.

    Attributes:
        of: what is disturbed.
        kind: how; the kinds of each are in `KINDS`.
        event: of a callback: its CallStatus or StreamEvent; None for any.
        to: only calls to this number.
        seconds: how late a callback is, how far frames jitter, after how long a stream breaks.
        share: of the frames that are lost.
        says: what the detection says.
        times: so many callbacks, streams or detections.
    """

    model_config = ConfigDict(extra="forbid")

    of: Literal["callback", "stream", "detection"]
    kind: str
    event: str | None = None
    to: str | None = None
    seconds: float = Field(default=1.0, ge=0, le=600)
    share: float = Field(default=0.05, ge=0, le=1)
    says: str = "machine_start"
    times: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _is_known(self) -> Self:
        if self.kind not in KINDS[self.of]:
            raise ValueError(f"kind of a {self.of} is one of {', '.join(KINDS[self.of])}")
        return self


class Disturbances:
    """Those that are still to come."""

    def __init__(self) -> None:
        self.coming: list[Disturbance] = []

    def take(self, of: str, to: str, event: str | None = None) -> Disturbance | None:
        """The next one that concerns this, and one time less of it."""
        for one in self.coming:
            if one.of == of and one.to in {None, to} and one.event in {None, event}:
                one.times -= 1
                self.coming[:] = [left for left in self.coming if left.times]
                return one
        return None
