"""Everything that is in the set, in the order in which it is to be brought."""

from collections.abc import Iterator

from local.samples.generator.catalogue import copies, hostile, pages, pictures, xml
from local.samples.generator.sample import Sample


def samples() -> Iterator[Sample]:
    """Every sample; notes and copies come after what they are about."""
    for part in (xml.samples, pages.samples, pictures.samples, xml.notes, copies.samples, hostile.samples):
        yield from part()
