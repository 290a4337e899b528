"""Run the corrected emulator in the foreground: `python -m local.emulator`, in the emulator's own environment.

Settings read: GATEWAY_PORT; BIND_HOST (loopback unless set); EMULATOR_CACHE (folder of extracted archives, may be
shared by emulators); LOCAL_PG_HOST (the endpoint that an RDS proxy reports); EMULATOR_STOCK=1 leaves MiniStack
uncorrected, to see which corrections a new version still needs.
"""

import os
import sys

DEFAULTS = {
    "BIND_HOST": "127.0.0.1",
    "IOT_MTLS_ENABLED": "0",
    "SFTP_ENABLED": "0",
    "AWS_DISABLE_HOST_PREFIX_INJECTION": "true",  # else StartSyncExecution goes to the host sync-127.0.0.1
}
# Workers inherit our environment. These would show them our repository, or other clouds.
NOT_FOR_WORKERS = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "AWS_CA_BUNDLE", "AWS_PROFILE")


def main() -> int:
    """Settle the environment, apply the corrections and serve until SIGTERM.

    MiniStack reads the environment while it is imported, so its import comes after.
    """
    for name, value in DEFAULTS.items():
        os.environ.setdefault(name, value)
    for name in [*NOT_FOR_WORKERS, *(name for name in os.environ if name.startswith("AWS_ENDPOINT_URL"))]:
        os.environ.pop(name, None)
    if os.environ.pop("EMULATOR_STOCK", "") != "1":
        from local.emulator.corrections import correct  # noqa: PLC0415

        correct()
    from ministack.app import main as serve  # type: ignore[import-not-found]  # noqa: PLC0415

    return int(serve() or 0)


if __name__ == "__main__":
    sys.exit(main())
