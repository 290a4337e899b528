"""How a questionnaire is asked: screen by screen, and what a person's choices mean."""
