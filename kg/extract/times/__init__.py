"""Time expressions: a rule grammar from words to TIMEX3 values and days (design and sources in the modules)."""

from kg.extract.times.find import find_times
from kg.extract.times.read import POLICIES, choose_policy, read_times
from kg.extract.times.symbols import Timex
from kg.extract.times.values import value_span

__all__ = ["POLICIES", "Timex", "choose_policy", "find_times", "read_times", "value_span"]
