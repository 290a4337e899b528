"""Clio: asks people how their work is, shows each their own result, and tells companies about teams, never people.

Publicly licensed questionnaires with validated scoring; team results from five respondents on, guarded against being
subtracted from each other; a risk matrix of burnout and turnover. It is no diagnosis and no selection tool. Will emit
assessment.completed and burnout.risk.detected, which name no person.
"""
