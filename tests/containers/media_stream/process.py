"""`python -m tests.containers.media_stream.process SECONDS TEXT`: a process that takes calls, and drains when told.

It prints its port, and at its end how its calls ended. Every token opens a call that says the text.
"""

import asyncio
import json
import sys
from dataclasses import replace

from containers.media_stream.assembly import Engines
from containers.media_stream.attendant import Attendant, Surroundings
from containers.media_stream.configuration import allow_many_files
from containers.media_stream.gate import Gate
from containers.media_stream.house import House
from containers.media_stream.ports import Opened, Over
from containers.media_stream.signing import Signatures
from shared.core.invocation import new_id
from tests.containers.media_stream.stage import (
    AtOnce,
    Energy,
    FakeDesk,
    Reads,
    Script,
    Tones,
    on_connected,
    opened,
    say,
)
from tests.containers.media_stream.test_sockets import KEY, ORIGIN, unprotected


class OpenDesk(FakeDesk):
    """Opens every call, as one of its own."""

    def __init__(self, text: str) -> None:
        super().__init__(opened(Script(on_connected(say(text)))))
        self.text = text
        self.endings: list[str] = []

    async def open(self, **_told: str) -> Opened:
        return replace(self.opened, call_id=new_id(), conversation=Script(on_connected(say(self.text))))

    async def finish(self, call: Opened, over: Over) -> None:
        await super().finish(call, over)
        self.endings.append(over.ending)


async def main(drain_s: float, text: str) -> None:
    """Take calls until told to end."""
    desk = OpenDesk(text)
    engines = Engines(activity=Energy, listening=[Reads()], speaking=[Tones()])
    attendant = Attendant(Surroundings(desk=desk, engines=engines, shelf=None, threads=AtOnce()))
    signatures = Signatures(lambda: KEY)
    await signatures.refresh()
    gate = Gate(attendant, signatures=signatures, origin=ORIGIN, room=60, about={})
    house = House(attendant, gate, unprotected, drain_s=drain_s)
    running = asyncio.create_task(house.run("127.0.0.1", 0))
    await house.ready.wait()
    tell(house.port)
    await running
    tell({"handed_over": desk.handed_over, "endings": desk.endings})


def tell(what: object) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    allow_many_files()
    asyncio.run(main(float(sys.argv[1]), sys.argv[2]))
