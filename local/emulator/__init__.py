"""The cloud's emulator: MiniStack with its divergences from AWS corrected.

Two interpreters meet here. `python -m local.emulator` (`__main__`, `corrections`) runs in the emulator's own
environment, where only MiniStack and the standard library are; `environment` and `server` run in ours, build that
environment and start the emulator in it. Nothing here may import across.
"""
