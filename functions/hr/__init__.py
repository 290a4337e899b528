"""Clio: asks people how their work is, shows each their own result, and tells companies about teams, never people.

Publicly licensed questionnaires with validated scoring; team results from five respondents on, guarded against being
subtracted from each other; a risk matrix of burnout and turnover. It is no diagnosis and no selection tool. What people
answer is sealed with a key of their own. Emits assessment.completed, which names no person, burnout.risk.detected, of a
team, and model.promoted, of a model, which it then explains as a whole. The second starts the burnout flow, whose steps
are of the CRM and of the finance agent.
"""
