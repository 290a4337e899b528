"""Tells executions that wait for a call to go on."""

from functions.calls.schemas.tasks import CallEnd
from shared.core.aws import AwsError, call
from shared.core.errors import Unavailable
from shared.core.log import log

_GONE = frozenset({"TaskDoesNotExist", "TaskTimedOut", "InvalidToken"})


class StepFunctionsTokens:
    """Executions of Step Functions that wait with a task token."""

    def go_on(self, token: str, end: CallEnd) -> bool:
        """Called after the commit: an execution that cannot be told ends by its own timeout."""
        try:
            call("states", "SendTaskSuccess", {"taskToken": token, "output": end.model_dump_json()})
        except AwsError as error:
            log().warning("an execution does not go on", code=error.code, gone=error.code in _GONE)
            return False
        except Unavailable:
            log().warning("an execution cannot be told to go on")
            return False
        return True
