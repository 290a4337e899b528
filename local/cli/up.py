"""`astramech up`, step by step: from nothing, or from whatever is there already, to a cloud with a first company."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from local.cli import accounts, database, prerequisites
from local.cli.cdk import Cdk, emulator_environment
from local.cli.cloud import REGION, Cloud
from local.cli.containers import addresses, as_inputs, origins, start_containers
from local.cli.database import APP_ROLE, DatabaseAddress, address_in
from local.cli.deployment import PREFIX, STAGE, Deployment
from local.cli.errors import NotRunning
from local.cli.machine import start_emulator, why_silent
from local.cli.outputs import named
from local.cli.paths import TOOLS, Home
from local.cli.ports import Ports
from local.cli.stack_file import Account, Stack
from local.cli.steps import Steps
from local.cli.tokens import signed_in
from local.cli.vendor_accounts import connect_alegra, connect_twilio
from local.cli.vendors import as_input, servers, start_vendors

Outputs = Mapping[str, Mapping[str, str]]

LITTLE_ROOM = 100_000_000  # bytes, for what a cloud that is already there still writes


@dataclass(frozen=True)
class Choices:
    """What the person chose.

    Attributes:
        endpoint: of an AWS that is there already, instead of the emulator.
        database_url: of a PostgreSQL that is there already, instead of the embedded one.
        port: of the emulator; None for the one it had, 0 for any.
    """

    endpoint: str | None = None
    database_url: str | None = None
    port: int | None = None


def bring_up(home: Home, steps: Steps, choices: Choices) -> Stack:
    """Start what does not run, deploy what has changed, and write `stack.json`; safe to repeat.

    Raises:
        Trouble: a step failed; what was done before stays, and a repetition goes on from there.
    """
    room = LITTLE_ROOM if home.deployed_file.exists() else prerequisites.ROOM
    prerequisites.require(home.state, room)
    if choices.endpoint:
        _require_answer(choices.endpoint)
    ports = Ports(home.ports_file)
    address = _database(home, ports, steps, choices)
    vendors = start_vendors(home, ports, steps)
    endpoint = choices.endpoint or start_emulator(home, ports, steps, choices.port).url
    cloud = Cloud(endpoint.rstrip("/"))
    try:
        others = {**as_input(vendors), **as_inputs(addresses(home, ports))}
        deployment = deployment_of(home, steps, cloud, address, others)
        changed = _deploy(deployment, steps)
        stack = _furnish(home, steps, cloud, address, deployment.outputs())
        start_containers(home, steps, cloud, anew=changed)
        return stack
    finally:
        cloud.close()


def deployment_of(
    home: Home, steps: Steps, cloud: Cloud, address: DatabaseAddress, others: Mapping[str, str]
) -> Deployment:
    """What deploys the local stage to a cloud.

    Args:
        home: of the cloud.
        steps: shows it.
        cloud: where it is deployed to.
        address: of its database.
        others: inputs that say where simulated vendors and programs of containers answer.
    """
    endpoint = str(cloud.endpoint)
    inputs = {"endpoint": endpoint, **address.inputs, **others}
    env = emulator_environment(endpoint, TOOLS, os.environ)
    return Deployment(home, steps, cloud, Cdk(home, steps, env, {"stage": STAGE, **inputs}), inputs)


def _require_answer(endpoint: str) -> None:
    """Check an endpoint that we do not start, before anything else is started for it."""
    if not Cloud(endpoint).answers():
        raise NotRunning(
            f"Nothing that speaks AWS answers at {endpoint}.",
            advice="Start it first, or leave --endpoint out: then `astramech up` starts an emulator itself.",
        )


def _database(home: Home, ports: Ports, steps: Steps, choices: Choices) -> DatabaseAddress:
    with steps.step("PostgreSQL") as step:
        url = choices.database_url
        address = database.given(url) if url else database.start_embedded(home, ports)
        step.result = f"{address.host}:{address.port}"
    return address


def _deploy(deployment: Deployment, steps: Steps) -> bool:
    """Whether anything was deployed."""
    changed = deployment.ensure()
    if not changed:
        steps.note("The stacks are what the sources say: nothing to deploy.")
    return changed


def _furnish(home: Home, steps: Steps, cloud: Cloud, address: DatabaseAddress, outputs: Outputs) -> Stack:
    """Schema, keys and the first company; each is left alone when it is there."""
    platform = outputs[f"{PREFIX}platform"]
    with steps.step("Migrating the database") as step:
        moved = cloud.invoke(accounts.MIGRATE)
        step.result = _moved(moved)
    with steps.step("Signing keys") as step:
        step.result = "made" if accounts.ensure_signing_keys(cloud, platform["JwksParameter"]) else "there"
    with steps.step("The first company and its admin") as step:
        known = _known_admin(home.stack_file)
        owner_url = address.url(address.owner)
        company, password = (known.company, known.password) if known else (accounts.FIRST_COMPANY, None)
        admin = accounts.ensure_company(cloud, company, password, owner_url)
        step.result = admin.email
    stack = _stack(home, cloud, address, outputs, admin)
    stack.save(home.stack_file)
    with steps.step("Connecting the first company to the simulated Alegra") as step:
        step.result = connect_alegra(signed_in(stack, admin), admin, stack.vendors["alegra"])
    with steps.step("An account at the simulated Twilio") as step:
        step.result = connect_twilio(cloud, stack.vendors["twilio"])
    return stack


def _moved(moved: Mapping[str, str]) -> str:
    before, after = moved["from_revision"], moved["to_revision"]
    return f"at {after}" if before == after else f"{before or 'nothing'} → {after}"


def _known_admin(file: Path) -> Account | None:
    return Stack.load(file).admin if file.exists() else None


def _stack(home: Home, cloud: Cloud, address: DatabaseAddress, outputs: Outputs, admin: Account) -> Stack:
    known = Stack.load(home.stack_file).accounts if home.stack_file.exists() else []
    return Stack(
        **named(outputs),
        stage=STAGE,
        region=REGION,
        emulator_url=str(cloud.endpoint),
        database_url=address.url(APP_ROLE),
        database_owner_url=address.url(address.owner),
        vendors={name: server.url for name, server in servers(home).items()},
        containers=origins(home),
        admin=admin,
        accounts=known,
        logs=str(home.logs),
    )


def reconnect(home: Home, steps: Steps, stack: Stack) -> Deployment:
    """What deploys to the cloud that runs.

    Raises:
        NotRunning: nobody answers.
    """
    cloud = Cloud(stack.emulator_url)
    if not cloud.answers():
        raise why_silent(home)
    others = {**as_input(stack.vendors), **as_inputs(stack.containers)}
    return deployment_of(home, steps, cloud, address_in(stack.database_owner_url), others)
