"""Annotated articles, tasks, metrics and the reports that every figure of the project comes from."""
