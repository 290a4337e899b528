"""What reading a file gives, and its JSON: the form in which it crosses from the child process and is kept."""

from dataclasses import dataclass
from functools import cache

from pydantic import TypeAdapter

from functions.finance.domain.reasons import Finding
from functions.finance.extraction.document import Document, Event
from functions.finance.extraction.kinds import Identity, Kind


@dataclass(frozen=True, kw_only=True, slots=True)
class Extraction:
    """What one file says.

    `content` is the kind of what was read after unwrapping (the invoice in an envelope, the XML in a PDF). A PDF
    without XML is read from its text layer; one without that, and a picture, by OCR, and there is no document where
    that could not see. `profile` is the level that a hybrid PDF claims. `findings` did not stop the reading, but a
    reviewer must know them. `text` is what the pages say from which the document was read, cut. `parts` are the files
    of an archive, in its order.
    """

    identity: Identity
    sha256: str
    content: Kind
    document: Document | None = None
    event: Event | None = None
    profile: str | None = None
    findings: tuple[Finding, ...] = ()
    parts: tuple["Part", ...] = ()
    text: str | None = None

    @property
    def documents(self) -> tuple[Document, ...]:
        """The different documents inside: an archive's XML and its copies count once."""
        found = {} if self.document is None else {_key(self.document): self.document}
        for part in self.parts:
            for document in part.extraction.documents if part.extraction else ():
                found.setdefault(_key(document), document)
        return tuple(found.values())


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One file of an archive: what it says, or why it was refused."""

    position: int
    extraction: Extraction | None = None
    refusal: Finding | None = None


def to_json(extraction: Extraction) -> bytes:
    """The extraction as JSON; decimals are strings."""
    return _adapter().dump_json(extraction)


def from_json(data: bytes) -> Extraction:
    """The extraction that `to_json` wrote.

    Raises:
        pydantic.ValidationError: something else.
    """
    return _adapter().validate_json(data)


def _key(document: Document) -> tuple[str | None, ...]:
    if document.cufe.value:
        return (document.cufe.value.lower(),)
    return (document.kind.value, document.seller.tax_id.value, document.number.value)


@cache
def _adapter() -> TypeAdapter[Extraction]:
    return TypeAdapter(Extraction)
