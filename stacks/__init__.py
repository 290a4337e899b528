"""The cloud as code: which stacks a stage has, and what stands in each.

References go one way, platform → agents → workflows → monitoring; where two stacks need each other, one grants the
other by its physical name, see `stacks.names`.
"""
