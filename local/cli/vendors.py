"""The simulated vendors of one cloud: started with it, found by the product through its settings, stopped with it."""

from collections.abc import Mapping

from local.cli.errors import PortTaken, Trouble
from local.cli.paths import Home
from local.cli.ports import Ports
from local.cli.steps import Steps
from local.process import PortTakenError
from local.vendors import vendors
from local.vendors.server import VendorError, VendorServer


def servers(home: Home) -> dict[str, VendorServer]:
    """Every simulated vendor of a cloud, by name, whether it runs or not."""
    return {name: VendorServer(vendor, home.vendors / name) for name, vendor in vendors().items()}


def start_vendors(home: Home, ports: Ports, steps: Steps) -> dict[str, str]:
    """Start those that do not answer; name → base address.

    Raises:
        Trouble: one does not come up; the message ends with its log.
    """
    with steps.step("Simulated vendors") as step:
        found = servers(home)
        for name, server in found.items():
            if not server.is_healthy():
                _start(name, server, home, ports)
        step.result = ", ".join(f"{name} {server.root}" for name, server in found.items())
    return {name: server.url for name, server in found.items()}


def stop_vendors(home: Home) -> bool:
    """Stop all; whether there was anything to stop."""
    stopped = [server.stop() for server in servers(home).values()]
    return any(stopped)


def as_input(addresses: Mapping[str, str]) -> dict[str, str]:
    """What the CDK app is told of them."""
    return {"vendors": ",".join(f"{name}={url}" for name, url in sorted(addresses.items()))} if addresses else {}


def log_name(vendor: str) -> str:
    """Of the log of a simulated vendor among those of the cloud."""
    return f"vendor-{vendor}"


def _start(name: str, server: VendorServer, home: Home, ports: Ports) -> None:
    log = home.log(log_name(name))
    server.stop()
    try:
        server.start(ports.choose(f"vendor-{name}"), log)
    except PortTakenError as error:
        raise PortTaken(str(error)) from None
    except VendorError as error:
        raise Trouble(str(error), log=log) from None
