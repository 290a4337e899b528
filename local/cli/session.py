"""What every command works with: the cloud's home, where to say things, and what runs."""

from dataclasses import dataclass

import typer
from rich.console import Console

from local.cli.api import Api
from local.cli.paths import Home
from local.cli.stack_file import Stack
from local.cli.steps import Steps
from local.cli.tokens import signed_in


@dataclass(frozen=True)
class Session:
    """One call of `astramech`.

    Attributes:
        out: results, for people and pipes.
        err: progress and troubles.
    """

    home: Home
    out: Console
    err: Console
    verbose: bool

    @property
    def steps(self) -> Steps:
        return Steps(self.err, verbose=self.verbose)

    def stack(self) -> Stack:
        """The cloud that `up` described.

        Raises:
            NotRunning: there is none.
        """
        return Stack.load(self.home.stack_file)

    def api(self, stack: Stack) -> Api:
        """The API with the token of the first company's admin.

        Raises:
            Refused: the password in `stack.json` is not right any more.
            NotRunning: nobody answers.
        """
        return signed_in(stack, stack.admin)


def session(context: typer.Context) -> Session:
    """The session that the options of `astramech` made."""
    found = context.obj
    if not isinstance(found, Session):
        raise TypeError("the command was called without the options of astramech")
    return found
