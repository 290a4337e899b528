"""Everything that runs as a Lambda, one package per agent."""

import gc

# Starting makes tens of thousands of objects and hardly any garbage; by default the collector looks through them over a
# hundred times. This is the first module of every Lambda, so that it comes before the imports that it speeds up.
gc.set_threshold(100_000)
