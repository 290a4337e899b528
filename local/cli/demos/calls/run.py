"""Runs the demo: one persona, or many."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import httpx
from rich.console import RenderableType
from rich.text import Text

from local.cli.api import PATIENCE, Api
from local.cli.curl import Curl
from local.cli.demos import Outcome, Wishes
from local.cli.demos.calls.campaign import AT_ONCE
from local.cli.demos.calls.desk import Called, CallingDesk
from local.cli.demos.calls.expected import NEVER_AGAIN, OUTCOMES
from local.cli.demos.calls.people import SimulatedPeople
from local.cli.demos.calls.shown import overview, story
from local.cli.errors import Trouble
from local.cli.stack_file import Stack
from local.cli.steps import Steps

DEFAULT = "interested"
LANGUAGES = ("es", "en")


def run(stack: Stack, api: Api, steps: Steps, wishes: Wishes) -> Outcome:
    """Have people called who may be called now, and show what became of it.

    Raises:
        Trouble: the cloud has no voice, or what was wished does not exist.
    """
    language = wishes.language or "es"
    if language not in LANGUAGES:
        raise Trouble(f"Nobody speaks {language!r} here.", advice=f"There are: {', '.join(LANGUAGES)}.")
    if "twilio" not in stack.vendors or not stack.containers:
        raise Trouble("This cloud has no voice.", advice="Run `astramech up` to deploy and start what is new.")
    desk = CallingDesk(api, SimulatedPeople(stack.vendors["twilio"]), language)
    if wishes.everybody:
        return _everybody(stack, desk, steps)
    called = _one(desk, steps, wishes.persona or DEFAULT)
    shown: list[RenderableType] = list(story(called))
    shown += [Text(line) for line in _kept(stack, api, [called])]
    return Outcome(shown, _calls(stack, called))


def _one(desk: CallingDesk, steps: Steps, persona: str) -> Called:
    with steps.step("Putting on record what has to be, as a compliance officer would") as step:
        who = desk.somebody(persona, steps.note)
        step.result = f"{who.number}, {who.place.name}: {who.gate['code'] or 'may be called'}"
    steps.note(f"{persona}: {who.about}")
    steps.note("“hears” is what the simulated person understood of the voice; all of it is synthetic.")
    called = desk.call(who, steps.note)
    return _tried_again(desk, called)


def _everybody(stack: Stack, desk: CallingDesk, steps: Steps) -> Outcome:
    with steps.step(f"Calling {len(OUTCOMES)} people, {AT_ONCE} at a time") as step:
        desk.somebody(DEFAULT, steps.note)  # sets up what all of them need, once
        with ThreadPoolExecutor(AT_ONCE) as threads:
            calls: list[Called] = []
            for called in threads.map(partial(_quietly, desk), OUTCOMES):
                calls.append(called)
                step.advance(len(calls), len(OUTCOMES))
                step.say(f"{called.who.persona}: {called.outcome}")
        step.result = f"{len(calls)} calls"
    shown: list[RenderableType] = [overview(calls)]
    if all(called.refused for called in calls):
        shown += story(calls[0])
    shown += [Text(line) for line in _kept(stack, desk.api, calls)]
    return Outcome(shown, _calls(stack, calls[0]))


def _quietly(desk: CallingDesk, persona: str) -> Called:
    called = desk.call(desk.somebody(persona, _nothing), _nothing)
    return _tried_again(desk, called)


def _nothing(_line: str) -> None:
    """Of several calls at once, nobody could follow the words."""


def _tried_again(desk: CallingDesk, called: Called) -> Called:
    """Ask for a second call to somebody who wants none: it must be refused."""
    if called.outcome in NEVER_AGAIN:
        answer = desk.ask(called.who)
        called.again = answer.json() if answer.is_client_error else {"code": f"answered {answer.status_code}"}
    return called


def _kept(stack: Stack, api: Api, calls: Sequence[Called]) -> list[str]:
    """Fetch the recordings as the API gives them out; where they are now."""
    folder = Path(stack.logs).parent / "recordings"
    lines = []
    for call in calls:
        if not call.detail.get("has_recording"):
            continue
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{call.who.persona}-{call.detail['call_id']}.wav"
        url = api.get(f"/calls/{call.detail['call_id']}/recording")["url"]
        file.write_bytes(httpx.get(url, timeout=PATIENCE, trust_env=False).raise_for_status().content)
        lines.append(f"Recording, the person on the left and the voice on the right: {file}")
    return lines


def _calls(stack: Stack, called: Called) -> list[str]:
    number = f"%2B{called.who.number[1:]}"
    paths = [f"/calls/decisions?number={number}", f"/calls/campaigns/{called.who.campaign_id}/report"]
    if called.detail:
        paths.insert(0, f"/calls/status/{called.detail['call_id']}")
    return [Curl("GET", f"{stack.api_url}{path}").line() for path in paths]
