"""What is going on, told while it goes on: a line that moves on a terminal, plain lines elsewhere."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text


class Step(Protocol):
    """One step at work."""

    result: str
    """What is said of it when it is done."""

    def say(self, detail: str) -> None:
        """What it does now."""

    def advance(self, done: int, total: int) -> None:
        """How far it is."""


class Steps:
    """The steps of one command, told to standard error.

    Args:
        console: of standard error.
        verbose: shows also what the programs say that we start.
    """

    def __init__(self, console: Console, *, verbose: bool = False) -> None:
        self.console = console
        self.verbose = verbose

    @contextmanager
    def step(self, title: str) -> Iterator[Step]:
        """Tell of a step: that it began, how it goes on, how long it took or that it failed."""
        began = time.monotonic()
        moving = self.console.is_terminal and not self.verbose
        try:
            if moving:
                with _progress(self.console) as progress:
                    step: Step = _Moving(progress, progress.add_task(title, total=None, detail=""))
                    yield step
            else:
                self.console.print(Text(f"· {title} …"), soft_wrap=True)
                step = _Plain(self.console)
                yield step
        except BaseException:
            self._tell("✗", "red", title, "", began)
            raise
        self._tell("✓", "green", title, step.result, began)

    def hear(self, line: str) -> None:
        """What a program says that we started."""
        if self.verbose:
            self.console.print(Text(f"    {line.rstrip()}", style="dim"), soft_wrap=True)

    def note(self, text: str) -> None:
        """Something to know that is no step."""
        self.console.print(Text(f"  {text}"), soft_wrap=True)

    def _tell(self, mark: str, style: str, title: str, result: str, began: float) -> None:
        line = Text.assemble((mark, style), " ", title)
        if result:
            line.append(f"  {result}", style="dim")
        line.append(f"  {time.monotonic() - began:.1f} s", style="dim")
        self.console.print(line, soft_wrap=True)


def _progress(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TextColumn("{task.fields[detail]}", style="dim", markup=False),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    )


class _Moving:
    def __init__(self, progress: Progress, task: TaskID) -> None:
        self.progress = progress
        self.task = task
        self.result = ""

    def say(self, detail: str) -> None:
        self.progress.update(self.task, detail=detail)

    def advance(self, done: int, total: int) -> None:
        self.progress.update(self.task, completed=done, total=total)


class _Plain:
    def __init__(self, console: Console) -> None:
        self.console = console
        self.result = ""
        self.said = ""

    def say(self, detail: str) -> None:
        if detail and detail != self.said:
            self.console.print(Text(f"    {detail}"), soft_wrap=True)
        self.said = detail

    def advance(self, done: int, total: int) -> None:
        """A number that changes would be a line each time; `say` tells enough."""
