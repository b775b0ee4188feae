"""One article's extracted record against its annotation: what matches, what is counted, what kind of error the rest is.

Owns the measures; refuses to know where either side comes from. Both sides are in the exchange format.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kg.evaluate.gold import Gold, gold_spans
from kg.ontology.types import Ontology
from kg.records import Span

Found = Mapping[str, Any]
T = TypeVar("T")

NAMED = {"Place": "geo", "Person": "per", "Organization": "org"}
OTHER = {"Group": "group", "LegalDocument": "doc", "Weapon": "thing", "Position": "position"}
UNREAL = ("Scheduled", "Desired", "Conditional")
ERRORS = (
    "missed trigger", "missed event, wrong type", "false event", "split event", "wrong actor", "wrong recipient",
    "wrong place", "wrong other role", "wrong date", "missed date", "false date", "wrong speaker", "missed speaker",
    "false speaker", "wrong modality", "wrong polarity", "slip", "missed entity", "false entity", "missed quantity",
    "false quantity", "missed fact", "false fact",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Error:
    """One thing that is wrong: its class (one of ERRORS), the words concerned, what was expected and found."""

    kind: str
    where: str
    expected: str
    found: str


@dataclass(slots=True)
class Score:
    """Counts that add up over articles, and the errors behind them."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[Error] = field(default_factory=list)

    def add(self, other: "Score") -> None:
        """Add another article's counts and errors."""
        self.counts.update(other.counts)
        self.errors.extend(other.errors)


def score_article(gold: Gold, found: Found, ontology: Ontology) -> Score:
    """Return the counts and errors of one article; an empty mapping counts as nothing found."""
    return _Comparison(gold, found, ontology).score


def assign(pairs: Iterable[tuple[float, T, T]]) -> list[tuple[T, T]]:
    """Return a greedy one-to-one assignment of (weight, left, right), best first, ties by name."""
    left: set[T] = set()
    right: set[T] = set()
    out: list[tuple[T, T]] = []
    for _, a, b in sorted(pairs, key=lambda t: (-t[0], str(t[1]), str(t[2]))):
        if a not in left and b not in right:
            left.add(a)
            right.add(b)
            out.append((a, b))
    return out


def is_same_type(gold: str, found: str, ontology: Ontology) -> bool:
    """Tell whether two base types count as alike: equal, parent and child, or of one PLOVER category."""
    if gold == found or ontology.is_a(gold, found) or ontology.is_a(found, gold):
        return True
    known = ontology.types
    if gold not in known or found not in known:
        return False
    return known[gold].plover == known[found].plover != "NONE"


def _names(entity: Mapping[str, Any]) -> set[str]:
    forms = [*entity.get("names", ()), *entity.get("nominals", ()), entity.get("label") or ""]
    return {n.casefold().strip() for n in forms if n}


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


class _Comparison:
    def __init__(self, gold: Gold, found: Found, ontology: Ontology) -> None:
        self.gold, self.found, self.ontology = gold, found, ontology
        self.score = Score()
        self.count = self.score.counts
        self.gold_entities = {str(e["id"]): e for e in gold["entities"]}
        self.entities = {str(e["id"]): e for e in found.get("entities", ())}
        self.same = {
            (g, p) for g, x in self.gold_entities.items() for p, y in self.entities.items() if _names(x) & _names(y)
        }
        self.gold_events = {str(e["id"]): e for e in gold["events"]}
        self.events = {str(e["id"]): e for e in found.get("events", ())}
        self.core = {g for g, e in self.gold_events.items() if e.get("tier", "core") == "core"}
        self._entity_counts()
        self.matched = self._event_counts()
        self.event_of = {p: g for g, p in self.matched}
        for g, p in self.matched:
            self._compare(self.gold_events[g], self.events[p], g in self.core)
        for g in sorted(self.core - {g for g, _ in self.matched}):
            self.count["quantity.gold"] += len(self.gold_events[g].get("quantities", ()))
        self._fact_counts()

    def _error(self, kind: str, where: str, expected: object = "", found: object = "") -> None:
        self.score.errors.append(Error(kind, where, str(expected), str(found)))

    def _coarse(self, kind: str) -> str | None:
        if kind in OTHER:
            return OTHER[kind]
        return next((c for top, c in NAMED.items() if self.ontology.is_entity(kind, top)), None)

    def _entity_counts(self) -> None:
        named = set(NAMED.values())
        kinds = {g: self._coarse(x["type"]) for g, x in self.gold_entities.items()}
        mine = {p: self._coarse(y["type"]) for p, y in self.entities.items()}
        wanted = {g for g, x in self.gold_entities.items() if kinds[g] in named and x.get("names")}
        neutral = {p for g, p in self.same if g not in wanted}
        given = {
            p for p in self.entities
            if mine[p] in named and (p not in neutral or any((g, p) in self.same for g in wanted))
        }  # fmt: skip
        hits = assign(
            (len(_names(self.gold_entities[g]) & _names(self.entities[p])), g, p)
            for g, p in self.same
            if g in wanted and p in given and kinds[g] == mine[p]
        )
        self.count.update({"entity.hit": len(hits), "entity.gold": len(wanted), "entity.found": len(given)})
        for g in sorted(wanted - {g for g, _ in hits}):
            x = self.gold_entities[g]
            self._error("missed entity", " | ".join(x["names"]), x["type"])
        for p in sorted(given - {p for _, p in hits}):
            y = self.entities[p]
            self._error("false entity", " | ".join(y["names"]), "", y["type"])

    def _event_counts(self) -> list[tuple[str, str]]:
        text = self.gold["text"]
        spans = {g: gold_spans(text, e) for g, e in self.gold_events.items()}
        mine = {p: [Span(m["start"], m["end"]) for m in e.get("mentions", ())] for p, e in self.events.items()}
        touch = {
            (g, p) for g in spans for p in mine if any(_overlap(a, b) for a in spans[g] for b in mine[p])
        }  # fmt: skip
        detected = assign((1 + (g in self.core), g, p) for g, p in touch)

        def weight(g: str, p: str) -> float:
            exact: bool = self.gold_events[g]["type"] == self.events[p]["type"]
            return 4 * exact + 2 * (g in self.core) + 1 + 0.1 * sum(_overlap(a, b) for a in spans[g] for b in mine[p])

        matched = assign(
            (weight(g, p), g, p)
            for g, p in touch
            if is_same_type(self.gold_events[g]["type"], self.events[p]["type"], self.ontology)
        )
        self.count.update(
            {
                "detection.recalled": sum(g in self.core for g, _ in detected),
                "detection.precise": len(detected),
                "event.recalled": sum(g in self.core for g, _ in matched),
                "event.precise": len(matched),
                "event.gold": len(self.core),
                "event.found": len(self.events),
            }
        )
        self._event_errors(matched, touch)
        return matched

    def _event_errors(self, matched: Sequence[tuple[str, str]], touch: set[tuple[str, str]]) -> None:
        hit, mine = {g for g, _ in matched}, {p for _, p in matched}
        for g in sorted(self.core - hit):
            event = self.gold_events[g]
            near = sorted({self.events[p]["type"] for a, p in touch if a == g and p not in mine})
            taken = any(a == g for a, _ in touch)
            kind = "missed event, wrong type" if near else "missed trigger"
            self._error(kind, event["context"], event["type"], ", ".join(near) or ("merged away" if taken else ""))
        for p in sorted(set(self.events) - mine):
            event = self.events[p]
            gold = sorted({self.gold_events[g]["type"] for g, b in touch if b == p})
            split = any(b == p and g in hit for g, b in touch)
            words = " / ".join(self._around(m) for m in event.get("mentions", ()))
            kind = "split event" if split else "false event"
            if gold and not split:
                continue  # told as a wrong type from the gold side, or a peripheral one of another type
            self._error(kind, words, ", ".join(gold), event["type"])

    def _around(self, mention: Mapping[str, int]) -> str:
        text, start, end = self.gold["text"], mention["start"], mention["end"]
        return f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 40]}".replace("\n", " ")

    def _equal(self, gold: str, found: str | None) -> bool:
        return found is not None and ((gold, found) in self.same or self.event_of.get(found) == gold)

    def _compare(self, gold: Mapping[str, Any], mine: Mapping[str, Any], is_core: bool) -> None:
        where = f"{gold['context']} <{gold['trigger']}>"
        self.count["match"] += 1
        self.count["exact type"] += gold["type"] == mine["type"]
        right = self._compare_roles(gold, mine, where)
        right &= self._compare_time(gold.get("time"), mine.get("time"), where)
        right &= self._compare_claims(gold["claims"][0], mine.get("claims", ()), where)
        self.count["whole.precise"] += right
        self.count["whole.recalled"] += right and is_core
        self._compare_quantities(gold, mine, where)

    def _compare_roles(self, gold: Mapping[str, Any], mine: Mapping[str, Any], where: str) -> bool:
        wanted = {r: list(dict.fromkeys(v)) for r, v in gold["roles"].items() if r != "content"}
        given = {r: list(dict.fromkeys(v)) for r, v in mine.get("roles", {}).items() if r != "content"}
        parties = True
        for role in sorted(set(wanted) | set(given)):
            a, b = wanted.get(role, []), given.get(role, [])
            hits = len(assign((1, g, p) for g in a for p in b if self._equal(g, p)))
            self.count.update({"role.hit": hits, "role.gold": len(a), "role.found": len(b)})
            if not hits == len(a) == len(b):
                if role in ("actor", "recipient"):
                    parties = False
                kind = f"wrong {role}" if role in ("actor", "recipient", "place") else "wrong other role"
                labels = [self.entities.get(p, {}).get("label", p) for p in b]
                self._error(kind, where, f"{role}: {', '.join(a)}", ", ".join(labels))
        return parties

    def _compare_time(self, wanted: Any, given: Any, where: str) -> bool:
        if not wanted:
            self.count.update({"nodate.gold": 1, "nodate.false": int(bool(given))})
            if given:
                self._error("false date", where, "", f"{given['start']}..{given['end']}")
            return not given
        right = bool(given) and (wanted.get("start"), wanted.get("end")) == (given.get("start"), given.get("end"))
        self.count.update({"date.gold": 1, "date.hit": int(right)})
        if not right:
            kind = "wrong date" if given else "missed date"
            shown = f"{given['start']}..{given['end']}" if given else ""
            self._error(kind, where, f"{wanted.get('start')}..{wanted.get('end')} ({wanted.get('text')})", shown)
        return right

    def _compare_claims(self, wanted: Mapping[str, Any], claims: Sequence[Mapping[str, Any]], where: str) -> bool:
        who = wanted["speaker"]
        speaker = any(
            (c.get("speaker") is None) == (who is None) and (who is None or self._equal(who, c.get("speaker")))
            for c in claims
        )
        modality = any(c.get("modality") == wanted["modality"] for c in claims)
        polarity = any(c.get("polarity") == wanted["polarity"] for c in claims)
        self.count.update({"speaker": int(speaker), "modality": int(modality), "polarity": int(polarity)})
        shown = "; ".join(
            f"{self.entities.get(c.get('speaker') or '', {}).get('label')} {c.get('modality')} {c.get('polarity')}"
            for c in claims
        )
        if who is not None:
            self.count.update({"attributed.gold": 1, "attributed.hit": int(speaker)})
        if not speaker:
            given = any(c.get("speaker") for c in claims)
            kind = ("wrong speaker" if given else "missed speaker") if who is not None else "false speaker"
            self._error(kind, where, who, shown)
        if not modality:
            self._error("wrong modality", where, wanted["modality"], shown)
        if not polarity:
            self._error("wrong polarity", where, wanted["polarity"], shown)
        if wanted["modality"] in UNREAL or wanted["polarity"] == "Negative":
            real = [c.get("modality") in ("Factual", "Continuing") and c.get("polarity") == "Positive" for c in claims]
            slip = bool(claims) and all(real)
            self.count.update({"unreal.gold": 1, "unreal.slip": int(slip)})
            if slip:
                self._error("slip", where, f"{wanted['modality']} {wanted['polarity']}", shown)
        return speaker and modality and polarity

    def _compare_quantities(self, gold: Mapping[str, Any], mine: Mapping[str, Any], where: str) -> None:
        def key(q: Mapping[str, Any]) -> tuple[str, float, str]:
            return q["measure"], float(q["value"]), q.get("comparator", "Exactly")

        wanted = Counter(map(key, gold.get("quantities", ())))
        given = Counter(map(key, mine.get("quantities", ())))
        self.count.update(
            {
                "quantity.hit": (wanted & given).total(),
                "quantity.gold": wanted.total(),
                "quantity.found": given.total(),
            }
        )
        for q in sorted(wanted - given):
            self._error("missed quantity", where, q)
        for q in sorted(given - wanted):
            self._error("false quantity", where, "", q)

    def _fact_counts(self) -> None:
        wanted, given = list(self.gold.get("facts", ())), list(self.found.get("facts", ()))
        hits = assign(
            (1, i, j)
            for i, a in enumerate(wanted)
            for j, b in enumerate(given)
            if a["predicate"] == b["predicate"]
            and (a["subject"], b["subject"]) in self.same
            and (a["object"], b["object"]) in self.same
        )
        self.count.update({"fact.hit": len(hits), "fact.gold": len(wanted), "fact.found": len(given)})
        for i in sorted(set(range(len(wanted))) - {i for i, _ in hits}):
            fact = wanted[i]
            self._error("missed fact", fact["text"], f"{fact['subject']} {fact['predicate']} {fact['object']}")
        for j in sorted(set(range(len(given))) - {j for _, j in hits}):
            fact = given[j]
            self._error("false fact", "", "", f"{fact['subject']} {fact['predicate']} {fact['object']}")
