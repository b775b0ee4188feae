"""Measuring the reader against annotated articles and public event sets."""
