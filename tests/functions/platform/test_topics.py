"""The grammar of topics."""

import pytest

from functions.platform.domain.topics import covers, topic, topic_of


@pytest.mark.parametrize(
    ("subscribed", "event_topic", "expected"),
    [
        ("*", "lead:7:scored", True),
        ("lead:*", "lead:7:scored", True),
        ("lead:*", "leads:7:scored", False),
        ("lead:7:*", "lead:7:scored", True),
        ("lead:7:*", "lead:77:scored", False),
        ("lead:*:scored", "lead:7:scored", True),
        ("lead:*:scored", "lead:7:created", False),
        ("*:*:scored", "lead:7:scored", True),
        ("lead:7:scored", "lead:7:scored", True),
        ("lead:7:scored", "lead:8:scored", False),
        ("campaign:*", "campaign:google:7:updated", True),
        ("campaign:*:updated", "campaign:google:7:updated", True),
    ],
)
def test_a_topic_covers_the_events_it_describes(subscribed: str, event_topic: str, *, expected: bool) -> None:
    assert covers(topic(subscribed), event_topic) is expected


def test_the_topic_of_an_event_is_its_subject_and_its_verb() -> None:
    assert topic_of("lead.scored", "lead:7") == "lead:7:scored"
    assert topic_of("burnout.risk.detected", "team:3") == "team:3:detected"


@pytest.mark.parametrize("text", ["", "lead", "lead:7", ":", "**", "lead:7:*:*", "lead:ü:x", "lead:7:a b", "l" * 65])
def test_what_is_no_topic_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a topic"):
        topic(text)
