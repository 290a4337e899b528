"""Topics of live updates: ``<subject kind>:<id>:<verb>``, of one company.

The event ``lead.scored`` about ``lead:7`` has the topic ``lead:7:scored``. A subscriber names a topic, with ``*`` for
any part; parts left out after a ``*`` are any too: ``lead:7:*``, ``lead:*:scored``, ``lead:*``, ``*``.
"""

import re

MAX_TOPICS = 50
"""Of one connection."""

_PART = r"(?:\*|[\w.-]{1,64})"
_TOPIC = re.compile(rf"(?:\*|{_PART}:\*|{_PART}:{_PART}:{_PART})", re.ASCII)


def topic(text: str) -> str:
    """A topic as a subscriber writes it.

    Raises:
        ValueError: it is none.
    """
    if not _TOPIC.fullmatch(text):
        raise ValueError("is not a topic such as lead:*:scored, lead:* or *")
    return text


def topic_of(event_type: str, subject: str) -> str:
    """The topic of an event: its subject, and the verb that ends its type."""
    return f"{subject}:{event_type.rpartition('.')[2]}"


def covers(subscribed: str, event_topic: str) -> bool:
    """Whether a subscribed topic takes in the topic of an event."""
    wanted = subscribed.split(":")
    wanted += ["*"] * (3 - len(wanted))
    kind, *identifier, verb = event_topic.split(":")
    return all(want in {"*", part} for want, part in zip(wanted, (kind, ":".join(identifier), verb), strict=True))
