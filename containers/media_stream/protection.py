"""Keeps ECS from ending a task for scaling or deploying while there are calls.

Source: docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
"""

import asyncio
import json
import urllib.parse
from http.client import HTTPConnection

MINUTES = 120
_TIMEOUT_S = 5
_REFUSED = 300


class TaskProtection:
    """Of this task, through the agent's endpoint.

    Args:
        agent_uri: what ECS puts into `ECS_AGENT_URI`; empty where ECS does not run us, and nothing is done.
    """

    def __init__(self, agent_uri: str) -> None:
        self._agent_uri = agent_uri

    async def __call__(self, enabled: bool) -> None:  # noqa: FBT001 - one question, asked in one place
        """Protect, or stop protecting.

        Raises:
            OSError: the agent does not answer, or refuses.
        """
        if self._agent_uri:
            for_so_long = {"ExpiresInMinutes": MINUTES} if enabled else {}
            await asyncio.to_thread(self._put, {"ProtectionEnabled": enabled, **for_so_long})

    def _put(self, state: dict[str, object]) -> None:
        parts = urllib.parse.urlsplit(self._agent_uri)
        connection = HTTPConnection(parts.netloc, timeout=_TIMEOUT_S)
        try:
            path = f"{parts.path.rstrip('/')}/task-protection/v1/state"
            connection.request("PUT", path, json.dumps(state), {"content-type": "application/json"})
            status = connection.getresponse().status
        finally:
            connection.close()
        if status >= _REFUSED:
            raise OSError(f"the agent of ECS answered {status}")
