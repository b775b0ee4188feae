"""What a phrase means before any date is known: the symbolic value the rules build and resolution works out."""

from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Symbol:
    """One reading of a phrase.

    `form` names what resolution has to do: fixed (value stands), calendar (year / month / day, any may be missing),
    weekday, shift (`amount` units from an anchor), season, holiday, weekend, part (a part of the anchor day), clock.
    `anchor` is document, previous (the last date of the text), or stated (`base` holds it).
    `step` is -1 last, 0 this, 1 next, None where the text does not say.
    """

    kind: str  # DATE | TIME | DURATION | SET
    form: str
    value: str = ""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    unit: str = ""
    amount: Fraction | None = field(default=None)
    anchor: str = "document"
    step: int | None = None
    part: str = ""  # TMO ... or T18:00Z, appended to the day
    portion: str = ""  # START | MID | END of the unit
    name: str = ""  # holiday rule, season code
    base: "Symbol | None" = None

    @property
    def counts_back(self) -> bool:
        """Tell of "two years before": counted back from the day the text is at."""
        return self.form == "shift" and self.anchor == "previous" and self.amount is not None and self.amount < 0

    @property
    def lies_in_year(self) -> bool:
        """Tell of "the same year", "that July", "that summer": what a year alone can place."""
        return self.form in ("calendar", "season") or (self.unit == "Y" and self.name != "the")


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text with the symbol a rule read from it."""

    start: int
    end: int
    symbol: Symbol
    rule: str
    rank: int = 0  # breaks ties between matches of equal length: lower wins


@dataclass(frozen=True, slots=True)
class Timex:
    """A resolved expression: TIMEX3 kind and value; `portion` narrows the bounds ("early May")."""

    start: int
    end: int
    text: str
    kind: str
    value: str
    rule: str
    portion: str = ""
    unit: str = ""  # what a vague reference is counted in ("years ago")
