"""Tells executions of the invoice flow to go on."""

from functions.finance.schemas.tasks import Standing
from shared.core.aws import AwsError, call
from shared.core.errors import Unavailable
from shared.core.log import log

_GONE = frozenset({"TaskDoesNotExist", "TaskTimedOut", "InvalidToken"})


class StepFunctionsTokens:
    """Executions of Step Functions that wait with a task token."""

    def go_on(self, token: str, standing: Standing) -> bool:
        """Called after the commit, so whatever fails here is the sweep's, not the caller's."""
        try:
            call("states", "SendTaskSuccess", {"taskToken": token, "output": standing.model_dump_json()})
        except AwsError as error:
            log().warning("an execution does not go on", code=error.code, gone=error.code in _GONE)
            return False
        except Unavailable:
            log().warning("an execution cannot be told to go on")
            return False
        return True
