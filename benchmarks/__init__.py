"""What `create_lead` and the path behind it cost, as ratios to a floor and to a naive stack measured in the same run.

`floor` is the same effect by the shortest code that has it; `naive` is the same endpoint as most projects write it.
`python -m benchmarks` prints a table and writes JSON; `--check` fails where a goal of `goals.py` is missed.
"""
