"""Serves one simulated vendor on a loopback port: ``python -m local.vendors alegra --port 14700 --state DIR``."""

import argparse
from pathlib import Path

import uvicorn

from local.vendors import vendors
from local.vendors.simulation import simulated


def main() -> None:
    known = vendors()
    parser = argparse.ArgumentParser(prog="python -m local.vendors", description=__doc__)
    parser.add_argument("vendor", choices=sorted(known))
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, help="folder in which it keeps what it is told; else in memory")
    chosen = parser.parse_args()
    app = simulated(known[chosen.vendor].app(chosen.state))
    uvicorn.run(app, host="127.0.0.1", port=chosen.port, log_level="info", server_header=False, ws="websockets-sansio")


if __name__ == "__main__":
    main()
