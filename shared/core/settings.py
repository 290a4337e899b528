"""Everything the code reads from its environment, by name. CDK sets it; nothing is read at import."""

import os

from shared.core.errors import NotConfigured


class variable:  # noqa: N801 - reads as a declaration, like property
    """One environment variable, read on each access.

    Raises:
        NotConfigured: the variable is not set and has no default.
    """

    def __init__(self, default: str | None = None) -> None:
        self.default = default

    def __set_name__(self, _owner: type, name: str) -> None:
        self.name = name.upper()

    def __get__(self, _instance: object, _owner: type) -> str:
        value = os.environ.get(self.name) or self.default
        if value is None:
            raise NotConfigured(f"{self.name} is not set")
        return value


class Settings:
    """The environment of one Lambda or container."""

    stage = variable("local")
    api_url = variable()
    """Public address of the HTTP API, ending in /api/v1."""

    db_host = variable()
    db_port = variable("5432")
    db_name = variable("astramech")
    db_sslmode = variable("verify-full")
    db_sslrootcert = variable("system")
    db_auth = variable("iam")
    """``iam``: a signed token through RDS Proxy. ``trust``: no password, for one machine."""
    db_owner_user = variable("astramech")
    db_owner_secret = variable()
    """Secret of the owner role, read by migrations only."""

    bus_name = variable()
    table_name = variable()
    uploads_bucket = variable()
    sockets_url = variable()
    """HTTPS endpoint that posts to websocket connections."""
    signing_keys_secret = variable()
    jwks_parameter = variable()
    dead_letter_prefix = variable()
    """Name prefix of this stage's dead-letter queues."""

    voice_url = variable()
    """Public origin of the container that speaks in calls: ``wss://voice.example.com``."""

    vendor_key = variable()
    """ARN of the key under which companies' credentials at vendors are kept."""

    person_key = variable()
    """ARN of the key that wraps the data keys of persons."""

    alegra_base_url = variable("https://api.alegra.com/api/v1")
    deepgram_base_url = variable("https://api.deepgram.com")
    elevenlabs_base_url = variable("https://api.elevenlabs.io")

    speech_to_text = variable("any")
    """What calls are heard with: ``embedded``, ``deepgram`` or ``deepgram:nova-3``; ``any``: if there is an account."""
    text_to_speech = variable("any")
    """What calls are spoken with: ``embedded``, ``elevenlabs`` or with its model after a colon; ``any`` as before."""
    speech_recognisers = variable("1")
    """How many embedded recognisers a container runs, each with a core and half a gigabyte to itself."""

    twilio_base_url = variable("https://api.twilio.com")
    twilio_calls_per_second = variable("1")
    """How many calls the account may ask for in a second; what is more waits at Twilio."""

    invoice_requests_per_hour = variable("100")
    """How often one caller may hand invoices in."""
    invoice_batch_files = variable("20")
    """How many files a request for a batch may name."""
    invoice_manifest_files = variable("1000")
    """How many files an uploaded list of a batch may name."""

    report_lines = variable("50000")
    """How many lines a file of a report takes: what a function writes in the time that it has."""
    report_answer_bytes = variable("4000000")
    """Beyond it a file is fetched from the bucket: Lambda answers with at most 6 MB, in base64 a third more."""

    aws_region = variable("us-east-1")


settings = Settings()
