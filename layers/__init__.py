"""What a Lambda is made of, built without Docker: dependency layers and the code of one agent.

`layers.build.layer_directory("base", target)` is a directory for a Lambda layer, `layers.assets.stage_code("crm",
target)` one for the code of that agent's functions, `layers.target.Target` the platform both are for. They are kept
under `build/` and made again only when what they are made of has changed. `python -m layers` lists what they weigh.

A layer is a folder here: `requirements.txt`, compiled and hashed by `make lock`, and `recipe.py`, what is left out and
what stands beside the packages.
"""
