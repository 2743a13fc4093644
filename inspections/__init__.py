"""From the five-year plan to the feedback opinion.

Plan, round, team, assignment, working paper, issue, report, feedback.
"""
