"""`python -m benchmarks.voice.load JOB`: many telephones on one server, in real time, and what they notice.

A job and its findings are JSON. Every telephone sends a frame each 20 ms on an absolute clock, plays what it gets at
8,000 bytes a second, and returns marks when they have been played, pending ones at once on `clear`. Some of them press
a key now and then: the way from there to `clear` is the way of a message through the whole server. Where the server
talks with real engines, they speak instead, one sentence after the other, and wait for the answer to each.
"""

import asyncio
import heapq
import json
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import picows
import uvloop

from benchmarks.voice.people import LINES, lines
from benchmarks.voice.server import KEY, ORIGIN, TALKS
from benchmarks.voice.telephone import Telephone, now
from containers.media_stream.gate import PATH
from functions.calls.domain.signature import sign

FRAME_S = 0.02
GREETED_S = 4.0
THINKS_S = 0.7
GIVES_UP_S = 4.0
LONGEST_ANSWER_S = 10.0


@dataclass(frozen=True, kw_only=True)
class Job:
    """What is asked of the telephones."""

    port: int
    variant: str
    calls: int
    seconds: float
    warm: float


async def drive(job: Job) -> dict[str, Any]:
    """All telephones at once."""
    telephones = [Telephone(number, job.variant) for number in range(job.calls)]
    headers = {"X-Twilio-Signature": sign(KEY, ORIGIN + PATH, ())}
    for telephone in telephones:
        await picows.ws_connect(
            lambda telephone=telephone: telephone,
            f"ws://127.0.0.1:{job.port}{PATH}",
            extra_headers=headers,
            proxy=None,
        )
    found = await (talk(telephones) if job.variant == TALKS else hold(telephones, job))
    for telephone in telephones:
        telephone.transport.disconnect()
    await asyncio.sleep(0.1)
    return found


async def hold(telephones: Sequence[Telephone], job: Job) -> dict[str, Any]:
    """Be there, and press a key now and then."""
    begin = now() + 0.1
    due = _due(telephones, begin)
    late: list[float] = []
    print("warm", flush=True)
    await _send(telephones, due, begin + job.warm, [])
    for telephone in telephones:
        telephone.ear.cadence, telephone.ear.leads, telephone.trips, telephone.ear.underruns = [], [], [], 0
    print("begin", flush=True)
    await _send(telephones, due, begin + job.warm + job.seconds, late)
    print("end", flush=True)
    steady = [one.ear for one in telephones if not one.presses]
    trips = [trip for one in telephones for trip in one.trips]
    return {
        "trip_p99_ms": percentile(trips, 0.99) * 1000 if trips else None,
        "cadence_p99_ms": percentile([error for ear in steady for error in ear.cadence], 0.99) * 1000,
        "lead_ms": max((lead for one in telephones for lead in one.ear.leads), default=0) * 1000,
        "underruns": sum(ear.underruns for ear in steady),
        "dropped": sum(one.closed for one in telephones),
        "late_p99_ms": percentile(late, 0.99) * 1000,
    }


async def talk(telephones: Sequence[Telephone]) -> dict[str, Any]:
    """Say all sentences of one's language, each when the answer to the one before has been heard."""
    sending = asyncio.create_task(_send(telephones, _due(telephones, now()), float("inf"), []))
    unanswered = await asyncio.gather(
        *(_converse(one, lines(language)) for one, language in zip(telephones, LINES, strict=True))
    )
    sending.cancel()
    answers = [answer for one in telephones for answer in one.answers]
    return {
        "turns": len(answers),
        "p50_ms": percentile(answers, 0.5) * 1000,
        "p95_ms": percentile(answers, 0.95) * 1000,
        "unanswered": sum(unanswered),
        "interrupted": sum(one.too_soon for one in telephones),
    }


async def _converse(telephone: Telephone, said: Sequence[bytes]) -> int:
    """A conversation; how many sentences got no answer."""
    await asyncio.sleep(GREETED_S)
    for audio in said:
        await _until(lambda: telephone.listens, LONGEST_ANSWER_S)
        await asyncio.sleep(THINKS_S)
        telephone.say(audio)
        answered = len(telephone.answers) + 1
        await _until(lambda answered=answered: len(telephone.answers) == answered, len(audio) / 8000 + GIVES_UP_S)  # type: ignore[misc]
        telephone.stopped_at = None
    return len(said) - len(telephone.answers)


async def _until(true: Callable[[], bool], within_s: float) -> None:
    """Wait, as long as somebody would."""
    with suppress(TimeoutError):
        async with asyncio.timeout(within_s):
            while not true():  # noqa: ASYNC110 - between two frames nothing changes
                await asyncio.sleep(FRAME_S)


def percentile(values: Sequence[float], share: float) -> float:
    """By nearest rank; 0 without values."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def _due(telephones: Sequence[Telephone], begin: float) -> list[tuple[float, int]]:
    """When each sends its first frame: evenly over the time of one."""
    return [(begin + FRAME_S * number / len(telephones), number) for number in range(len(telephones))]


async def _send(telephones: Sequence[Telephone], due: list[tuple[float, int]], until: float, late: list[float]) -> None:
    """Frames, each when it is due."""
    while (at := now()) < until:
        while due[0][0] <= at:
            planned, number = heapq.heappop(due)
            late.append(at - planned)
            telephones[number].frame(at)
            heapq.heappush(due, (planned + FRAME_S, number))
        await asyncio.sleep(max(0.0, min(0.002, due[0][0] - now())))


if __name__ == "__main__":
    print(json.dumps(uvloop.run(drive(Job(**json.loads(sys.argv[1]))))), flush=True)
