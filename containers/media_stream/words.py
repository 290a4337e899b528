"""What the words of an utterance say about its end: nothing about its meaning, which is the conversation's.

Rows are data; a word stands as it is after `plain`: lower case, no accents, no punctuation.
"""

import unicodedata

from functions.calls.domain.conversation.actions import Language

CLOSED_MS = 250
"""Silence that ends a turn after a short answer that wants nothing more."""
USUAL_MS = 400
HESITANT_MS = 800
"""Silence that ends a turn after a hesitation or a word that wants another one."""
LONGEST_MS = 3000
"""Silence that ends any turn, whether its text is known or not."""
BACKCHANNEL_MS = 600
"""Voice beyond which no word is a mere sign of listening."""

CLOSED: dict[Language, frozenset[str]] = {
    "es": frozenset(
        {
            *("si", "no", "claro", "bueno", "vale", "correcto", "exacto", "gracias", "listo", "dale", "perfecto", "ok"),
            *("no gracias", "si claro", "claro que si", "de acuerdo", "por supuesto", "asi es", "soy yo", "con el"),
        }
    ),
    "en": frozenset(
        {
            *("yes", "yeah", "yep", "no", "nope", "sure", "ok", "okay", "right", "correct", "exactly", "thanks"),
            *("no thanks", "no thank you", "thank you", "of course", "speaking", "perfect", "fine", "yes please"),
        }
    ),
}
OPEN_ENDED: dict[Language, frozenset[str]] = {
    "es": frozenset(
        {
            *(
                "eh",
                "em",
                "este",
                "esto",
                "pues",
                "mm",
                "mmm",
                "entonces",
                "o sea",
                "digamos",
                "como",
                "pero",
                "porque",
            ),
            *("y", "e", "o", "u", "ni", "que", "de", "del", "a", "al", "para", "por", "con", "sin", "en", "el", "la"),
            *("los", "las", "un", "una", "mi", "su", "cuando", "donde"),
        }
    ),
    "en": frozenset(
        {
            *("uh", "um", "er", "hmm", "well", "so", "like", "but", "because", "and", "or", "if", "that", "to", "for"),
            *("with", "of", "in", "on", "at", "the", "a", "an", "my", "your", "when", "where", "i mean", "you know"),
        }
    ),
}
BACKCHANNELS: dict[Language, frozenset[str]] = {
    "es": frozenset(
        {
            *("aja", "ok", "okay", "mm", "mmm", "mhm", "si", "ya", "claro", "vale", "uh huh", "ah", "ah ok", "eso"),
            *("aha", "ah ah", "aja aja", "ajas", "asa", "aza"),  # as recognisers write "ajá"
        }
    ),
    "en": frozenset({"uh huh", "ok", "okay", "mm", "mmm", "mhm", "hmm", "yeah", "yes", "right", "sure", "ah", "i see"}),
}


def plain(text: str) -> str:
    """Lower case, without accents and punctuation, single spaces."""
    letters = unicodedata.normalize("NFKD", text.lower())
    kept = "".join(sign if sign.isalnum() else " " for sign in letters if not unicodedata.combining(sign))
    return " ".join(kept.split())


def patience_ms(text: str, language: Language) -> int:
    """How long it has to be silent after these words until the turn is over."""
    words = plain(text)
    if words in CLOSED[language]:
        return CLOSED_MS
    tail = words.split(" ")[-2:]
    if text.rstrip().endswith((",", "...", "…")) or {tail[-1], " ".join(tail)} & OPEN_ENDED[language]:
        return HESITANT_MS
    return USUAL_MS


def is_backchannel(text: str, voiced_ms: int, language: Language) -> bool:
    """Whether it only says that somebody listens."""
    return voiced_ms <= BACKCHANNEL_MS and plain(text) in BACKCHANNELS[language]


def cut(text: str, share: float) -> str:
    """The words of a text that were said completely when a share of its sound was heard."""
    end = len(text) * min(max(share, 0.0), 1.0)
    said = 0
    for word in text.split(" "):
        if said + len(word) > end + 1e-6:
            break
        said += len(word) + 1
    return text[:said].rstrip()
