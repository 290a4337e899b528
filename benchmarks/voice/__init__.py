"""How many calls a core holds: the media loop against a bare echo of every frame, in one run, in real time."""
