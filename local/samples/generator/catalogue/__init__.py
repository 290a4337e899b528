"""Everything that is in the set, in the order in which it is to be brought."""

from collections.abc import Iterator

from local.samples.generator.catalogue import copies, hostile, pages, pictures, xml
from local.samples.generator.sample import Sample


def samples() -> Iterator[Sample]:
    """Every sample; copies come after what they repeat."""
    for part in (xml, pages, pictures, copies, hostile):
        yield from part.samples()
