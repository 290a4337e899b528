"""Builds the use cases about dead letters."""

from typing import Annotated

from functions.platform.client.queues import SqsQueues
from functions.platform.client.targets import AwsTargets
from functions.platform.service.dead_letters import DeadLettersService
from shared.core.clock import Clock
from shared.core.inject import Depends, provides
from shared.core.resources import DEAD_LETTERS
from shared.core.settings import settings


@provides(DEAD_LETTERS)
def dead_letters_service(now: Clock) -> DeadLettersService:
    """The dead letters of this stage."""
    return DeadLettersService(SqsQueues(settings.dead_letter_prefix), AwsTargets(), now, stage=settings.stage)


Undelivered = Annotated[DeadLettersService, Depends(dead_letters_service)]
