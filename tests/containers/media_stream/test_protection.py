"""A task with calls is not ended by the platform: as ECS's agent hears it, on a real server."""

import asyncio

import pytest

from containers.media_stream.protection import TaskProtection
from tests.loopback import Heard, loopback


def test_the_agent_is_told_to_protect_and_not_to() -> None:
    with loopback(lambda _heard: (200, {})) as agent:
        protect = TaskProtection(f"{agent.url}/api/6a7")

        async def play() -> None:
            await protect(True)
            await protect(False)

        asyncio.run(play())
        told = [(heard.method, heard.path, heard.json) for heard in agent.heard]
    path = "/api/6a7/task-protection/v1/state"
    assert told == [
        ("PUT", path, {"ProtectionEnabled": True, "ExpiresInMinutes": 120}),
        ("PUT", path, {"ProtectionEnabled": False}),
    ]


def test_a_refusal_is_an_error_and_without_an_agent_nothing_is_done() -> None:
    def refuse(_heard: Heard) -> tuple[int, dict[str, str]]:
        return 400, {}

    with loopback(refuse) as agent, pytest.raises(OSError, match="400"):
        asyncio.run(_once(agent.url))
    asyncio.run(_once(""))


async def _once(uri: str) -> None:
    await TaskProtection(uri)(True)
