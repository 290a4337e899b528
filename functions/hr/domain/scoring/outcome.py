"""What answers came to, as one piece that is sealed with the person's key: scores, their quality, and estimates."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from functions.hr.domain.explanations.estimates import Estimates, NoEstimate, from_record, to_record
from functions.hr.domain.instruments.parts import Value
from functions.hr.domain.scoring.quality import Quality
from functions.hr.domain.scoring.scores import Score


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of answers.

    Attributes:
        scores: exact, by subscale.
        no_estimate: why there is none.
    """

    scores: Mapping[str, Score]
    quality: Quality | None
    estimates: Estimates | None
    no_estimate: NoEstimate | None


def sealable(outcome: Outcome) -> bytes:
    """As bytes, to be sealed."""
    record = {
        "scores": [_score(score) for score in outcome.scores.values()],
        "quality": outcome.quality,
        "estimates": None if outcome.estimates is None else to_record(outcome.estimates),
        "no_estimate": outcome.no_estimate,
    }
    return json.dumps(record).encode()


def unsealed(content: bytes) -> Outcome:
    """What `sealable` made."""
    record = json.loads(content)
    scores = [_score_of(one) for one in record["scores"]]
    return Outcome(
        scores={score.subscale: score for score in scores},
        quality=record["quality"],
        estimates=None if record["estimates"] is None else from_record(record["estimates"]),
        no_estimate=record["no_estimate"],
    )


def sealable_answers(sent: Mapping[str, Value | None]) -> bytes:
    """Answers as bytes, to be sealed; what was skipped is left out."""
    return json.dumps({item_id: value for item_id, value in sent.items() if value is not None}).encode()


def unsealed_answers(content: bytes) -> dict[str, Value]:
    """What `sealable_answers` made."""
    return dict(json.loads(content))


def _score(score: Score) -> dict[str, Any]:
    return vars(score) | {"value": None if score.value is None else str(score.value)}


def _score_of(record: dict[str, Any]) -> Score:
    return Score(**{**record, "value": None if record["value"] is None else Fraction(record["value"])})
