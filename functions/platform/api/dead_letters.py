"""Dead letters of a company. What belongs to no company is reached only by ``platform.redrive_dead_letters``."""

from functions.platform.providers.dead_letters import Undelivered
from functions.platform.schemas import DeadLetterQueues, DeadLetters, QueueName, RedriveReport
from shared.auth.caller import Caller
from shared.auth.scopes import Scope
from shared.core.function import get, post
from shared.schemas.pages import Limit


@get("/platform/dead-letters", scope=Scope.OPERATIONS_READ)
def list_dead_letter_queues(caller: Caller, dead_letters: Undelivered) -> DeadLetterQueues:
    """The queues that hold dead letters of the company."""
    return dead_letters.of_company(caller.company_id)


@get("/platform/dead-letters/{queue}/messages", scope=Scope.OPERATIONS_READ)
def list_dead_letters(queue: QueueName, caller: Caller, dead_letters: Undelivered, limit: Limit = 50) -> DeadLetters:
    """The company's messages of one queue: what failed and why, not what was in it."""
    return dead_letters.messages(queue, caller.company_id, limit=limit)


@post("/platform/dead-letters/{queue}/redrive", scope=Scope.OPERATIONS_WRITE, status=200)
def redrive_company_dead_letters(
    queue: QueueName, caller: Caller, dead_letters: Undelivered, limit: Limit = 50
) -> RedriveReport:
    """Give the company's messages of one queue to their target again."""
    return dead_letters.redrive(queue, caller.company_id, limit=limit)
