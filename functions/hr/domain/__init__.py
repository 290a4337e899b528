"""The rules of the HR agent: questionnaires and their scores, what a team may be told, consent, explanations."""
