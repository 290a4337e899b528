"""A simulated vendor as a program in the background."""

import http.client
import json
import sys
from pathlib import Path

from local.process import Program, claim_port, tail, wait_until
from local.vendors import Vendor

HEALTHY_SECONDS = 30.0


class VendorError(RuntimeError):
    """It does not come up."""


class VendorServer:
    """One simulated vendor of one cloud.

    Args:
        vendor: which.
        folder: its pid, its port and what it keeps.
    """

    def __init__(self, vendor: Vendor, folder: Path) -> None:
        self.vendor = vendor
        self.folder = folder
        self.program = Program(folder / "pid")

    def start(self, port: int, log_file: Path) -> None:
        """Start it on a loopback port.

        Raises:
            PortTakenError: another program listens there.
            VendorError: it ended, or does not answer in time.
        """
        self.program.stop()
        claim_port(port, f"The simulated {self.vendor.name}")
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / "port").write_text(json.dumps(port))
        command = [sys.executable, "-P", "-m", "local.vendors", self.vendor.name, "--port", str(port)]
        self.program.start([*command, "--state", str(self.folder / "state")], log_file=log_file)
        wait_until(lambda: self.is_healthy() or not self.program.is_running(), seconds=HEALTHY_SECONDS)
        if not self.is_healthy():
            self.program.stop()
            raise VendorError(f"the simulated {self.vendor.name} does not come up:\n{tail(log_file)}")

    def stop(self) -> bool:
        """Stop it; whether there was anything to stop."""
        return self.program.stop()

    def is_healthy(self) -> bool:
        """Whether it runs and answers."""
        if self.port is None or not self.program.is_running():
            return False
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/_simulator/health")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    @property
    def port(self) -> int | None:
        """The port it was last started on; None before the first time."""
        file = self.folder / "port"
        return int(file.read_text()) if file.exists() else None

    @property
    def root(self) -> str:
        """Its address, under which ``/_simulator`` is."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """What the product takes for the vendor's base address."""
        return f"{self.root}{self.vendor.path}"
