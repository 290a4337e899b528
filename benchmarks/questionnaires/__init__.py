"""Many people answer in one company, its teams are evaluated, and everything is counted afterwards."""
