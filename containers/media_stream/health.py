"""Whether the program on this machine takes calls, as an exit code: for whoever restarts it."""

import http.client
import os
import sys


def main() -> int:
    """0 if it answers that it is well; 1 if it does not answer, drains or is ill."""
    connection = http.client.HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "8765")), timeout=3)
    try:
        connection.request("GET", "/health")
        return 0 if connection.getresponse().status == http.client.OK else 1
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
