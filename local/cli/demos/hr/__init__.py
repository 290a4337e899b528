"""Questionnaires over HTTPS: a small company answers, and is told of its teams what may be told."""

from local.cli.demos import Demo
from local.cli.demos.hr.run import run

DEMO = Demo(
    "hr", "let a small company answer, evaluate its teams, show the risk matrix and what one is told oneself", run
)
