"""What is made of a call that is over: its turns as they were heard, a score with evidence, a summary, a next step."""
