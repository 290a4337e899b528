"""Stopping a cloud, and forgetting it."""

import shutil

from botocore.exceptions import BotoCoreError, ClientError

from local.cli.cloud import Cloud
from local.cli.containers import stop_containers
from local.cli.deployment import PREFIX
from local.cli.errors import Trouble
from local.cli.machine import is_foreign
from local.cli.paths import Home
from local.cli.stack_file import Stack
from local.cli.steps import Steps
from local.cli.vendors import stop_vendors
from local.emulator.server import Emulator
from local.postgres import Postgres

KEPT = ("emulator", "tools")
"""What was downloaded or unpacked, and is worth keeping."""


def take_down(home: Home, steps: Steps) -> bool:
    """Stop everything that `up` started; data and passwords stay. Whether there was anything to stop."""
    with steps.step("Stopping the emulator") as step:
        emulator = Emulator(home.emulator).stop()
        step.result = "" if emulator else "did not run"
    with steps.step("Stopping the containers") as step:
        containers = stop_containers(home)
        step.result = "" if containers else "did not run"
    with steps.step("Stopping the simulated vendors") as step:
        vendors = stop_vendors(home)
        step.result = "" if vendors else "did not run"
    with steps.step("Stopping PostgreSQL") as step:
        postgres = Postgres(home.postgres).stop()
        step.result = "" if postgres else "did not run"
    return emulator or containers or vendors or postgres


def wipe(home: Home, steps: Steps) -> None:
    """Stop everything and delete all data; what was downloaded stays."""
    _clear_foreign_cloud(home, steps)
    take_down(home, steps)
    with steps.step("Deleting the data"):
        for entry in home.state.iterdir() if home.state.exists() else ():
            if entry.name in KEPT or entry == home.lock_file:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()


def _clear_foreign_cloud(home: Home, steps: Steps) -> None:
    """Empty and delete what was deployed to an endpoint that is not ours and goes on running."""
    try:
        stack = Stack.load(home.stack_file)
    except Trouble:
        return  # nothing says that there is one
    if not is_foreign(home, stack):
        return
    cloud = Cloud(stack.emulator_url)
    if not cloud.answers():
        return
    with steps.step(f"Emptying buckets at {stack.emulator_url}"):
        for bucket in stack.buckets.values():
            _empty(cloud, bucket)
    with steps.step(f"Deleting the stacks at {stack.emulator_url}") as step:
        step.result = f"{_delete_stacks(cloud)} stacks"


def _empty(cloud: Cloud, bucket: str) -> None:
    s3 = cloud.client("s3")
    for page in s3.get_paginator("list_object_versions").paginate(Bucket=bucket):
        for found in [*page.get("Versions", []), *page.get("DeleteMarkers", [])]:
            s3.delete_object(Bucket=bucket, Key=found["Key"], VersionId=found["VersionId"])


def _delete_stacks(cloud: Cloud) -> int:
    """Delete every stack, those that others refer to after those others; how many."""
    formation = cloud.client("cloudformation")
    deleted = 0
    left = list(cloud.stacks(PREFIX))
    while left:
        before = len(left)
        for name in left:
            try:
                formation.delete_stack(StackName=name)
                formation.get_waiter("stack_delete_complete").wait(
                    StackName=name, WaiterConfig={"Delay": 1, "MaxAttempts": 120}
                )
            except (ClientError, BotoCoreError):
                continue  # others refer to it: next round
            deleted += 1
        left = list(cloud.stacks(PREFIX))
        if len(left) == before:
            raise Trouble(f"These stacks cannot be deleted: {', '.join(left)}")
    return deleted
