"""What a file says: its kind by content, then every value with its source, its evidence and how sure we are.

A pure library of bytes in, values out: no network, no clock, no database. It reads hostile files, so callers run it in
a child process with memory, CPU and wall-clock limits; `reading.read` is the door.
"""
