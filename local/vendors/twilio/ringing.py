"""How long it rings: two seconds of tone, four of silence."""

TONE_SECONDS, CADENCE_SECONDS = 2.0, 6.0


def ring_seconds(rings: int) -> float:
    """Until somebody answers at so many rings."""
    return TONE_SECONDS + (rings - 1) * CADENCE_SECONDS
