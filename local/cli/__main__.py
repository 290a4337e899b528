"""`python -m local.cli` is `astramech`."""

from local.cli.app import main

main()
