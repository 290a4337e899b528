"""Fixtures of the whole suite; each module registered here says what it gives."""

pytest_plugins = ["tests.postgres", "tests.lambdas", "tests.aws", "tests.stage"]
