"""What the law and the truth ask of a script's words, whoever wrote them."""

import re
from collections.abc import Mapping

from functions.calls.domain.conversation.actions import Language
from functions.calls.domain.conversation.text import normalised

LONGEST_DISCLOSURE = 6.0  # seconds
LONGEST_SCREENING = 8.0
_SYLLABLES_PER_SECOND: dict[Language, float] = {"es": 5.7, "en": 4.9}
"""Of the embedded voice at 1.25 of its speed, measured on disclosures; a cloud voice is not slower."""
_VOWELS = re.compile(r"[aeiouy]+")
_DIPHTHONGS = re.compile(r"[iu][aeo]|[aeo][iuy]|ui|iu|[aeiouy]")
_SILENT_E = re.compile(r"(?<=[a-z]{2}[^aeiouyl\W])e\b|(?<=[aeiouy][^aeioudt\W])ed\b")

_AI: Mapping[Language, str] = {
    "es": r"asistente virtual|inteligencia artificial|sistema automatico",
    "en": r"\bai\b|virtual assistant|artificial",
}
_RECORDED: Mapping[Language, str] = {"es": r"\bgraba", "en": r"\brecord"}
_SAY: Mapping[Language, str] = {"es": r"diga no llamar", "en": r"say stop"}
_PRESS: Mapping[Language, str] = {"es": r"marque (el )?nueve", "en": r"press (the )?nine"}
_REMOVED: Mapping[Language, str] = {
    "es": r"no (le |lo |la |te )?(volveremos a llamar|vamos a volver a llamar|llamaremos)",
    "en": r"(wont|will not|never) (be )?call",
}
_DUTIES: tuple[tuple[str, str, Mapping[Language, str]], ...] = (
    ("disclosure", "must say that an AI speaks", _AI),
    ("disclosure", "must say that the call is recorded", _RECORDED),
    ("disclosure", "must offer the spoken opt-out", _SAY),
    ("disclosure", "must offer the opt-out by key 9", _PRESS),
    ("opt_out", "must confirm that nobody calls again", _REMOVED),
    ("hostile", "must confirm that nobody calls again", _REMOVED),
    ("is_this_ai", "must say that an AI speaks", _AI),
    ("recording_question", "must say that the call is recorded", _RECORDED),
    ("screening", "must say that an AI speaks", _AI),
)
_NAMES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("disclosure", ("company", "purpose")),
    ("who_are_you", ("company",)),
    ("screening", ("company",)),
    ("voicemail", ("company", "call_back", "toll_free")),
    ("origin", ("origin",)),
    ("confirm_meeting", ("when",)),
    ("confirm_callback", ("when",)),
    ("other_time", ("when",)),
    ("offer_slots", ("first", "second")),
    ("offer_again", ("first", "second")),
)


def broken(lines: Mapping[str, str], purpose: str, language: Language) -> list[str]:
    """The duties that these words break, as sentences; none for words that may be spoken.

    Source: 47 CFR 64.1200(b)(1)-(3); Ley 1581 de 2012; a disclosure of at most 6 s leaves room for the rest.
    """
    faults = [
        f"{line} {duty} ({language})"
        for line, duty, pattern in _DUTIES
        if not re.search(pattern[language], normalised(lines[line], language))
    ]
    for line, names in _NAMES:
        faults += [f"{line} must name {{{name}}} ({language})" for name in names if f"{{{name}}}" not in lines[line]]
    spoken = lines["disclosure"].replace("{purpose}", purpose).replace("{company}", "Hotelia")
    if seconds(spoken, language) > LONGEST_DISCLOSURE:
        faults.append(f"disclosure takes longer than {LONGEST_DISCLOSURE:.0f} s ({language})")
    if seconds(lines["screening"].replace("{purpose}", purpose), language) > LONGEST_SCREENING:
        faults.append(f"screening takes longer than {LONGEST_SCREENING:.0f} s ({language})")
    return faults


def seconds(text: str, language: Language) -> float:
    """About how long a text takes to say."""
    return _syllables(normalised(text, language), language) / _SYLLABLES_PER_SECOND[language]


def _syllables(text: str, language: Language) -> int:
    if language == "es":
        return len(_DIPHTHONGS.findall(text.replace("que", "ke").replace("qui", "ki").replace("gue", "ge")))
    return sum(max(1, len(_VOWELS.findall(_SILENT_E.sub("", word)))) for word in text.split())
