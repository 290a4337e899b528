"""The emulator as a background program: started in its own environment, found again later, stopped."""

import http.client
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from local.process import Program, claim_port, tail, wait_until

REPOSITORY = Path(__file__).parents[2]
HEALTHY_SECONDS = 60.0
GRACE_SECONDS = 6.0  # a pending custom resource can hold it for longer
# What the emulator, and so every Lambda in it, gets to see of our environment.
PASSED_ON = (
    *("PATH", "HOME", "LANG", "LC_ALL", "TZ"),
    *("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE"),
)
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
    "AWS_REGION": "us-east-1",
    "AWS_DEFAULT_REGION": "us-east-1",
}


class EmulatorError(RuntimeError):
    """The emulator did not come up; the message ends with its log."""


class Emulator:
    """The emulator whose state lives in `state_dir`: pid file, port, extracted archives, temporary files.

    It keeps nothing over a restart but the extracted archives.
    """

    def __init__(self, state_dir: Path) -> None:
        self.state_dir = state_dir.resolve()
        self._program = Program(self.state_dir / "emulator.pid")

    def start(
        self,
        port: int,
        *,
        python: Path,
        log_file: Path,
        cache: Path | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        """Bring the emulator up on 127.0.0.1:`port` and wait until it is healthy; no-op when it is up there already.

        An emulator that runs on another port is stopped first.

        Args:
            port: TCP port on loopback.
            python: interpreter of its environment, see `ensure_environment`.
            log_file: its output is appended here.
            cache: extracted archives, keyed by content, may be shared; `<state_dir>/cache` when omitted.
            settings: further variables for the emulator, such as LOCAL_PG_HOST.

        Raises:
            PortTakenError: another program listens on the port.
            EmulatorError: it ended or did not get healthy in time.
        """
        if self.is_running() and self.port == port:
            return
        self.stop()
        claim_port(port, "The emulator")
        self._prepare(port)
        env = self._environment(port, cache or self.state_dir / "cache") | dict(settings or {})
        self._program.start([str(python), "-P", "-m", "local.emulator"], log_file=log_file, env=env)
        if not wait_until(lambda: self.is_healthy() or not self.is_running(), seconds=HEALTHY_SECONDS):
            self.stop()
            raise EmulatorError(f"the emulator is not healthy after {HEALTHY_SECONDS:.0f} s:\n{tail(log_file)}")
        if not self.is_running():
            raise EmulatorError(f"the emulator ended while starting:\n{tail(log_file)}")

    def stop(self) -> bool:
        """Stop the emulator and its Lambdas; whether there was one to stop."""
        return self._program.stop(GRACE_SECONDS)

    def is_running(self) -> bool:
        """Whether the emulator's process runs."""
        return self._program.is_running()

    def is_healthy(self) -> bool:
        """Whether the emulator answers requests."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/_ministack/health")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    @property
    def port(self) -> int:
        """The port it was last started on.

        Raises:
            EmulatorError: it was never started.
        """
        try:
            return int((self.state_dir / "port").read_text())
        except FileNotFoundError:
            raise EmulatorError(f"no emulator was started in {self.state_dir}") from None

    @property
    def url(self) -> str:
        """Its endpoint, by address: S3 clients then put the bucket into the path."""
        return f"http://127.0.0.1:{self.port}"

    def _prepare(self, port: int) -> None:
        self.state_dir.mkdir(parents=True, exist_ok=True)
        (self.state_dir / "port").write_text(str(port))
        shutil.rmtree(self.state_dir / "tmp", ignore_errors=True)  # a killed emulator leaves its workers' folders
        (self.state_dir / "tmp").mkdir()

    def _environment(self, port: int, cache: Path) -> dict[str, str]:
        passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        return (
            passed_on
            | CREDENTIALS
            | {
                "BIND_HOST": "127.0.0.1",
                "EMULATOR_CACHE": str(cache),
                "GATEWAY_PORT": str(port),
                "LAMBDA_WARM_TTL_SECONDS": "300",
                "MINISTACK_WORKER_THREADS": "64",
                "NO_PROXY": "127.0.0.1,localhost",
                "PYTHONPATH": str(REPOSITORY),  # for `-m local.emulator`; it is taken out again before workers start
                "STATE_DIR": str(self.state_dir / "state"),
                "TMPDIR": str(self.state_dir / "tmp"),
                "no_proxy": "127.0.0.1,localhost",
            }
        )
