"""`python -m local.training hr DIR`: train the models of the HR agent; see ``hr --help``."""

import sys

from local.training.hr.command import main as train_hr


def main() -> None:
    if sys.argv[1:2] != ["hr"]:
        sys.exit("astramech train hr DIR: no other agent has models.")
    train_hr(sys.argv[2:])


if __name__ == "__main__":
    main()
