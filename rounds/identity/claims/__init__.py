"""Claims: what somebody says of themselves, and the ways in which it is confirmed.

Verbs: `open` one by a way (`by_mail`, `by_link`, `by_orcid`, `by_affiliation`, `by_vouching`,
`by_register`), `settle` it. Evidence is sealed, read by those who check it alone, and deleted with
the decision; neither a fact nor a job ever holds it.
"""
