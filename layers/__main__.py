"""Build layers and list what they weigh: `python -m layers [NAME …] [--target arm64|x86_64|host]`."""

import argparse
from typing import get_args

from rich.console import Console
from rich.table import Table

from layers.assets import agent_names, stage_code
from layers.build import LIMIT_BYTES, layer_directory, layer_names, read_manifest
from layers.target import Processor, Target
from layers.tree import unzipped_bytes

TARGETS = {"host": Target.host(), **{processor: Target.cloud(processor) for processor in get_args(Processor)}}


def main() -> None:
    options = _options()
    console = Console()
    table = Table("layer", "target", "bytes", "with an agent", "of limit", "bytecode")
    for name in options.names or layer_names():
        for target in [TARGETS[target] for target in options.target or TARGETS]:
            with console.status(f"{name} for {target.name}"):
                table.add_row(*_weigh(name, target))
    console.print(table, f"Unzipped; with an agent: the heaviest one. The limit is {LIMIT_BYTES:,} bytes.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m layers", description="Build layers and list what they weigh.")
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[[], *layer_names()], help="default: all of them")
    parser.add_argument("--target", action="append", choices=list(TARGETS), help="default: all of them")
    return parser.parse_args()


def _weigh(name: str, target: Target) -> tuple[str, ...]:
    directory = layer_directory(name, target)
    layer = unzipped_bytes(directory)
    heaviest = layer + max((unzipped_bytes(stage_code(agent, target)) for agent in agent_names()), default=0)
    bytecode = "shipped" if read_manifest(directory)["bytecode"] else f"none: no Python {target.python} here"
    return name, target.name, f"{layer:,}", f"{heaviest:,}", f"{heaviest / LIMIT_BYTES:.0%}", bytecode


if __name__ == "__main__":
    main()
