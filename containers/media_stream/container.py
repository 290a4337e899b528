"""How the voice is deployed."""

from shared.core.container import Container

MEDIA_STREAM = Container(
    package="media_stream",
    agent="calls",
    asks=(),
    port=8765,
    cpu=2048,
    memory=4096,
    busy="CallsOpen",
    comfortable=40,
    drain=120,
)
