"""`python -m containers.media_stream`: the voice, until it is told to end. Its environment: `configuration`."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import uvloop

from containers.media_stream.assembly import Engines
from containers.media_stream.attendant import Attendant, Surroundings
from containers.media_stream.configuration import Configuration, allow_many_files
from containers.media_stream.desk import NAME, CallsDesk
from containers.media_stream.gate import Gate
from containers.media_stream.house import House
from containers.media_stream.preview import PATH, Previews
from containers.media_stream.protection import TaskProtection
from containers.media_stream.shelf import S3Shelf
from containers.media_stream.signing import Signatures, carrier_key
from containers.media_stream.socket import Limits
from containers.media_stream.speech.accounts import speech_accounts
from containers.media_stream.speech.equipment import Equipment
from functions.calls.providers.adviser import call_adviser
from shared.core.unit import unit


async def main(configuration: Configuration) -> None:
    """Start the engines, then take calls."""
    signatures = Signatures(carrier_key())
    await signatures.refresh()
    equipment = Equipment.chosen(speech_accounts())
    engines = Engines(activity=equipment.activity, listening=equipment.listening, speaking=equipment.speaking)
    try:
        await equipment.start()
        await engines.prepare()
        with ThreadPoolExecutor(2, "recordings") as threads:
            await _take_calls(configuration, signatures, engines, threads, well=lambda: equipment.healthy)
    finally:
        await equipment.stop()


async def _take_calls(
    configuration: Configuration,
    signatures: Signatures,
    engines: Engines,
    threads: ThreadPoolExecutor,
    *,
    well: Callable[[], bool],
) -> None:
    with unit(call_adviser, name=NAME) as adviser:
        desk = CallsDesk(adviser)
    around = Surroundings(desk=desk, engines=engines, shelf=S3Shelf.configured(), threads=threads)
    attendant = Attendant(around)
    about = {
        "listens_with": [engine.name for engine in engines.listening],
        "speaks_with": [engine.name for engine in engines.speaking],
        "records": around.shelf is not None,
        "advised_by": adviser.name if adviser else "rules alone",
    }
    gate = Gate(
        attendant, signatures=signatures, origin=configuration.origin, room=configuration.room, about=about, well=well
    )
    house = House(
        attendant,
        gate,
        TaskProtection(configuration.agent_uri),
        Limits(strangers=configuration.strangers),
        beside=[signatures.keep_fresh],
        drain_s=configuration.drain_s,
        pages={PATH: Previews(desk, tuple(engines.speaking)).answer},
    )
    inside = ("127.0.0.1", configuration.inside) if configuration.inside else None
    await house.run(configuration.host, configuration.port, inside=inside)


if __name__ == "__main__":
    allow_many_files()
    uvloop.run(main(Configuration.read()))
