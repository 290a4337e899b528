"""The four stages."""

from collections.abc import Callable, Mapping

from aws_cdk.aws_logs import RetentionDays

from stacks.settings import (
    ApiSettings,
    ClusterSettings,
    Domain,
    GivenContainer,
    GivenDatabase,
    NetworkSettings,
    ServedContainer,
    StageSettings,
)

Inputs = Mapping[str, str]

INPUTS = {
    "endpoint": "where AWS answers, if it is not AWS itself: http://127.0.0.1:4566 (local)",
    "database_host": "host of a PostgreSQL that exists already (local)",
    "database_port": "port of a PostgreSQL that exists already (local)",
    "vendors": "vendors that stand elsewhere, name=address separated by commas: alegra=http://127.0.0.1:14700 (local)",
    "voice_url": "where the voice of calls answers on this machine: ws://127.0.0.1:14765 (local)",
    "voice_domain": "name of the voice of calls, such as voice.example.com; without one it is not deployed",
    "voice_certificate_arn": "certificate of that name, in the stage's region",
    "speech_to_text": "what calls are heard with: embedded, deepgram, deepgram:<model>; else what has an account",
    "text_to_speech": "what calls are spoken with: embedded, elevenlabs, elevenlabs:<model>; else likewise",
    "domain": "name of the HTTP API, such as api.example.com",
    "certificate_arn": "certificate of the domain, in the stage's region",
    "origins": "web pages that may call the API, separated by commas",
    "alarm_emails": "who is told when something is wrong, separated by commas",
}
"""What is known only where a stage is deployed, given as `cdk -c name=value`."""


VOICE = "media-stream"
"""The container that speaks in calls."""

SPEECH = {"speech_to_text": ("embedded", "deepgram"), "text_to_speech": ("embedded", "elevenlabs")}
"""Who may hear and speak in calls, by the input that chooses; the embedded engine stands behind a cloud one."""


def stage_settings(stage: str, inputs: Inputs) -> StageSettings:
    """The settings of a stage.

    Args:
        stage: local, dev, staging or prod.
        inputs: some of `INPUTS`.

    Raises:
        ValueError: there is no such stage, input or engine, or a domain without a certificate.
    """
    if stage not in _STAGES:
        raise ValueError(f"no stage {stage!r}; there are {', '.join(_STAGES)}")
    unknown = inputs.keys() - INPUTS.keys()
    if unknown:
        raise ValueError(f"no input {', '.join(sorted(unknown))}; there are {', '.join(INPUTS)}")
    return _STAGES[stage](inputs)


def _local(inputs: Inputs) -> StageSettings:
    """One machine: an emulator of AWS, and a PostgreSQL beside it."""
    return StageSettings(
        stage="local",
        processor=None,
        snap_start=False,
        reviewed=False,
        protected=False,
        database=GivenDatabase(
            host=inputs.get("database_host", "127.0.0.1"),
            port=inputs.get("database_port", "5432"),
        ),
        api=ApiSettings(
            requests_per_second=1000,
            burst=1000,
            origins=_listed(inputs, "origins") or ("*",),
            endpoint=inputs.get("endpoint", "http://127.0.0.1:4566"),
        ),
        log_level="INFO",
        log_retention=RetentionDays.ONE_DAY,
        archive_days=1,
        numbers={"files_at_once": 4},
        alarm_emails=_listed(inputs, "alarm_emails"),
        vendors=dict(one.split("=", 1) for one in _listed(inputs, "vendors")),
        containers=(
            {VOICE: GivenContainer(url=inputs["voice_url"], told=_speech(inputs))} if "voice_url" in inputs else {}
        ),
    )


def _dev(inputs: Inputs) -> StageSettings:
    """Small, and asleep when nobody works."""
    return StageSettings(
        stage="dev",
        processor="arm64",
        snap_start=True,
        reviewed=True,
        protected=False,
        database=ClusterSettings(
            network=NetworkSettings(availability_zones=2, nat_gateways=1),
            min_capacity=0,
            max_capacity=2,
            readers=0,
            proxied=False,
            backup_days=1,
        ),
        api=_api(inputs, requests_per_second=50, burst=100),
        log_level="DEBUG",
        log_retention=RetentionDays.ONE_WEEK,
        archive_days=7,
        numbers={"files_at_once": 10},
        containers=_voice(inputs, smallest=1, largest=2),
        alarm_emails=_listed(inputs, "alarm_emails"),
    )


def _staging(inputs: Inputs) -> StageSettings:
    """The shape of prod, at its smallest."""
    return StageSettings(
        stage="staging",
        processor="arm64",
        snap_start=True,
        reviewed=True,
        protected=False,
        database=ClusterSettings(
            network=NetworkSettings(availability_zones=2, nat_gateways=1),
            min_capacity=0.5,
            max_capacity=4,
            readers=0,
            proxied=True,
            backup_days=7,
        ),
        api=_api(inputs, requests_per_second=100, burst=200),
        log_level="INFO",
        log_retention=RetentionDays.ONE_MONTH,
        archive_days=30,
        numbers={"files_at_once": 20},
        containers=_voice(inputs, smallest=1, largest=4),
        alarm_emails=_listed(inputs, "alarm_emails"),
    )


def _prod(inputs: Inputs) -> StageSettings:
    """What customers use."""
    return StageSettings(
        stage="prod",
        processor="arm64",
        snap_start=True,
        reviewed=True,
        protected=True,
        database=ClusterSettings(
            network=NetworkSettings(
                availability_zones=3,
                nat_gateways=3,
                interface_endpoints=("events", "secretsmanager", "states"),
            ),
            min_capacity=1,
            max_capacity=32,
            readers=1,
            proxied=True,
            backup_days=35,
        ),
        api=_api(inputs, requests_per_second=500, burst=1000),
        log_level="INFO",
        log_retention=RetentionDays.ONE_YEAR,
        archive_days=365,
        numbers={"files_at_once": 40},
        containers=_voice(inputs, smallest=2, largest=50),
        alarm_emails=_listed(inputs, "alarm_emails"),
    )


def _api(inputs: Inputs, *, requests_per_second: int, burst: int) -> ApiSettings:
    return ApiSettings(
        requests_per_second=requests_per_second,
        burst=burst,
        origins=_listed(inputs, "origins"),
        domain=_domain(inputs),
    )


def _voice(inputs: Inputs, *, smallest: int, largest: int) -> dict[str, GivenContainer | ServedContainer]:
    domain = _domain(inputs, "voice_")
    told = _speech(inputs)
    return {VOICE: ServedContainer(domain=domain, smallest=smallest, largest=largest, told=told)} if domain else {}


def _speech(inputs: Inputs) -> dict[str, str]:
    """What the voice is told of its engines; one that does not exist is found here, not when it starts."""
    chosen = {name: inputs[name] for name in SPEECH if name in inputs}
    for name, engine in chosen.items():
        if engine.partition(":")[0] not in SPEECH[name]:
            raise ValueError(f"{name} is {engine!r}; there are {', '.join(SPEECH[name])}")
    return {name.upper(): engine for name, engine in chosen.items()}


def _domain(inputs: Inputs, prefix: str = "") -> Domain | None:
    name, certificate = f"{prefix}domain", f"{prefix}certificate_arn"
    if name not in inputs:
        return None
    if certificate not in inputs:
        raise ValueError(f"a {name} needs its {certificate}")
    return Domain(name=inputs[name], certificate_arn=inputs[certificate])


def _listed(inputs: Inputs, name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in inputs.get(name, "").split(",") if part.strip())


_STAGES: dict[str, Callable[[Inputs], StageSettings]] = {
    "local": _local,
    "dev": _dev,
    "staging": _staging,
    "prod": _prod,
}
