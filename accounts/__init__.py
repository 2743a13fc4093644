"""Who acts, for whom, until when, and the record of it.

Organisations, people, dated duties, authorisations and recusals (the only source of rights),
and the things every other app leans on: steps, verdicts, the journal, notices, files and jobs.
Knows no inspection words and imports no other app.
"""
