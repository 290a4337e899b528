"""The handlers that are compared."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.packages import agent_code, base_layer, base_layer_without_bytecode, module, sdk

FLOOR = "floor"
OURS = "create_lead"
NAIVE = "naive"
NAIVE_PLAIN = "naive, no bytecode"
AUTHORIZER = "authorizer"
FLOW = "lead_flow"


@dataclass(frozen=True)
class Variant:
    """One handler with what is on its path, in the order in which Lambda searches.

    Attributes:
        bytecode: whether the code and the packages on the path ship theirs.
    """

    name: str
    handler: str
    paths: tuple[Path, ...]
    bytecode: bool = True


def floor() -> Variant:
    return Variant(FLOOR, "floor.create_lead", (module("floor"), base_layer(), sdk()))


def floor_task() -> Variant:
    return Variant("floor_task", "floor_task.score_lead", (module("floor_task"), base_layer()))


def ours() -> Variant:
    return Variant(OURS, "functions.crm.api.registration.create_lead", (agent_code("crm"), base_layer()))


def naive() -> Variant:
    return Variant(NAIVE, "naive.handler", (module("naive"), base_layer(), sdk()))


def naive_plain() -> Variant:
    paths = (module("naive", bytecode=False), base_layer_without_bytecode(), sdk(bytecode=False))
    return Variant(NAIVE_PLAIN, "naive.handler", paths, bytecode=False)


def authorizer() -> Variant:
    """Measured until it is ready: what it answers depends on keys, not on code."""
    return Variant(AUTHORIZER, "functions.identity.api.authorizer.authorize", (agent_code("identity"), base_layer()))
