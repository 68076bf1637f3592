"""Biological questions and their answers, one question a file, named as the field names it."""
