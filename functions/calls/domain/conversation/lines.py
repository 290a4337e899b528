"""Lines of a script as they are said in this call."""

import string

from functions.calls.domain.conversation.actions import Say
from functions.calls.domain.conversation.facts import Facts
from functions.calls.domain.conversation.script import OF_THE_MOMENT, Script, Wording
from functions.calls.domain.conversation.text import sentences

WHOLE = ("disclosure", "opt_out", "hostile", "wrong_person", "voicemail", "screening")
"""Lines that are spoken in one piece, under one mark."""
UNINTERRUPTIBLE = (*WHOLE, "handoff", "bye_engines")


def text_of(line: str, script: Script, facts: Facts, moment: dict[str, str] | None = None) -> str:
    """A line with what is true of the call.

    Args:
        line: its name in the script.
        script: of the campaign.
        facts: of the call.
        moment: what was found out in the call: `when`, `first`, `second`.
    """
    wording = script.wording[facts.language]
    known = {
        "company": facts.company,
        "purpose": wording.purpose,
        "role": wording.role,
        "name": facts.name or "",
        "call_back": facts.call_back,
        "toll_free": facts.toll_free,
        "origin": facts.origin or "",
    }
    return wording.texts()[line].format(**known, **(moment or {}))


def spoken(
    line: str,
    script: Script,
    facts: Facts,
    mark: str,
    moment: dict[str, str] | None = None,
    *,
    last: str | None = None,
    first: int = 1,
) -> list[Say]:
    """A line, sentence by sentence.

    Args:
        line: its name in the script.
        script: of the campaign.
        facts: of the call.
        mark: of the turn, such as `t7`; its sentences are `t7.1`, `t7.2`.
        moment: what was found out in the call.
        last: another mark for the last sentence, such as `bye`.
        first: number of the first sentence.
    """
    text = text_of(line, script, facts, moment)
    parts = (text,) if line in WHOLE else sentences(text)
    cached = is_cached(line, script.wording[facts.language])
    held = line in UNINTERRUPTIBLE or last is not None
    names = [f"{mark}.{number}" for number, _ in enumerate(parts, first)]
    if last is not None:
        names[-1] = last
    return [
        Say(text=part, mark=name, language=facts.language, interruptible=not held, cached=cached, line=line)
        for part, name in zip(parts, names, strict=True)
    ]


def is_cached(line: str, wording: Wording) -> bool:
    """Whether a line is known before the call."""
    return not {name for _, name, _, _ in string.Formatter().parse(wording.texts()[line])} & OF_THE_MOMENT


def cached_texts(script: Script, facts: Facts) -> tuple[str, ...]:
    """Every text that a call may say and that is known before it: rendered at the start of the campaign."""
    wording = script.wording[facts.language]
    found: dict[str, None] = {}
    for line in wording.texts():
        if is_cached(line, wording):
            found |= dict.fromkeys(say.text for say in spoken(line, script, facts, "x"))
    return tuple(found)
