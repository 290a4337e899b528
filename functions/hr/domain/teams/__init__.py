"""What a company is told about its teams, and that nothing of it speaks of fewer than five people."""
