"""Measures: each a question asked of the declared columns, as an Ibis expression.

A measure is a function from tables to an expression; nothing is read until the report runs it. Its
docstring is the definition the reader sees beside the figure: a first paragraph in plain words,
then Units, Errors and Source.
"""
