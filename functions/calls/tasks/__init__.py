"""Steps of state machines that call people."""
