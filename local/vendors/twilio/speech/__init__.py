"""The prospect's voice and ears: engines of their own, each in a process of its own."""
