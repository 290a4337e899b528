"""What is still learnt when a line is closed: how much of us was heard, and what was said into the hanging up."""

import asyncio
from contextlib import suppress

from containers.media_stream.call import Call
from containers.media_stream.ports import Ending
from functions.calls.domain.conversation.observations import HungUp

STEP_S = 5.0
READ_S = 15.0
"""For what nobody has read yet: somebody may have asked never to be called again, and hung up."""
HEARD_OUT: tuple[Ending, ...] = ("hung_up", "lost", "closed")
LEFT: tuple[Ending, ...] = ("hung_up", "lost")


async def last_steps(call: Call, ending: Ending) -> None:
    """Let the conversation know; nothing is spoken any more, but what it decides is stored."""
    if ending not in HEARD_OUT:
        return
    sentence = call.mouth.current
    with suppress(TimeoutError):
        async with asyncio.timeout(STEP_S):
            for observation in call.unobserved():
                await call.opened.conversation.observe(observation)
            if sentence and sentence.begins_at is not None:
                await call.opened.conversation.observe(call.interrupted(sentence, asyncio.get_running_loop().time()))
    for utterance in await call.ears.unread(READ_S):
        with suppress(TimeoutError):
            async with asyncio.timeout(STEP_S):
                if utterance.transcript.text.strip():
                    call.figures.count("read_after_the_end")
                    await call.opened.conversation.observe(utterance.turn())
    if ending in LEFT:
        with suppress(TimeoutError):
            async with asyncio.timeout(STEP_S):
                await call.opened.conversation.observe(HungUp(at_ms=call.now_ms))
