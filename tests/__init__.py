"""The tests: what a user sees, real parts, tables where they fit."""
