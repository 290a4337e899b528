"""Who may be called, over HTTP and as the dial worker asks."""
