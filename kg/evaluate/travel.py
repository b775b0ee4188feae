"""Travel remarks and press releases: is the one event each tells found, with where, when and with whom?

Takes records of trips (person, country, days, remark) and releases whose headline names an event; refuses to look at
anything else the reader found there.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kg.errors import ArticleError
from kg.identifiers import digest_text
from kg.ontology.types import Ontology
from kg.records import Article, Event, Record, Zone

_NAMED = re.compile(
    r"\b(?:Presidents?|Prime Ministers?|(?:[A-Z]\w+ )?Ministers?|Kings?|Queens?|Emperors?|Chancellors?|Secretary"
    r"|Premiers?|Prince|Princess|Pope|Emir|Sultan|Shah|Generals?|Ambassadors?)"
    r"\s+((?:(?:al|el|dos|de|van|von|ben|bin)[- ])?[A-Z][\w'’-]+)"
)
_OFFICE = frozenset(
    {
        "Minister",
        "Ministers",
        "General",
        "Secretary",
        "President",
        "Prime",
        "Foreign",
        "Defense",
        "Deputy",
        "Vice",
        "Of",
    }
)
_KINDS = {
    "call": ("PhoneCall", "Consultation"),
    "meeting": ("Meeting", "Consultation", "HostVisit"),
    "talks": ("Negotiation", "Meeting", "Consultation"),
    "visit": ("Visit", "HostVisit", "Consultation"),
    "greeting": ("DiplomaticSupport", "Statement", "SpeechAct"),
    "congratulation": ("DiplomaticSupport", "SpeechAct"),
    "condolence": ("DiplomaticSupport", "SpeechAct"),
}


@dataclass(frozen=True, slots=True)
class TripScore:
    """Shares of all trips; `whole` is the share with everything right. `counterparts` counts over named persons."""

    trips: int
    visit: float
    country: float
    days: float
    counterparts: float
    whole: float
    missed: tuple[str, ...]  # the texts of trips that are not wholly right


@dataclass(frozen=True, slots=True)
class ReleaseScore:
    """Share of headline events found in the body, by kind and together, with the counterpart where he is named."""

    releases: int
    found: float
    by_kind: tuple[tuple[str, float, int], ...]
    missed: tuple[tuple[str, str], ...]  # article id, headline


def _rows(path: Path) -> Iterator[Mapping[str, Any]]:
    try:
        for line in path.read_text(encoding="utf-8-sig").splitlines():
            yield json.loads(line)
    except (OSError, ValueError) as error:
        raise ArticleError(f"{path}: not a JSON Lines file: {error}") from error


def trip_text(trip: Mapping[str, Any]) -> str:
    """Return a trip as two plain sentences: who went where and when, then the remark as it stands."""
    start, end = date.fromisoformat(trip["start"]), date.fromisoformat(trip["end"])
    when = f"on {_day(start)}" if start == end else f"from {_day(start)}, to {_day(end)}"
    town = re.split(r"[,(;]", trip["locale"] or "")[0].strip()
    where = f"{town}, {trip['country']}" if town else trip["country"]
    return f"{trip['person']} visited {where}, {when}. {trip['remark']}"


def named_counterparts(remark: str) -> tuple[str, ...]:
    """Return the surnames that stand after "with" and a title in a remark, in order, each once."""
    parts = (p.split(" with ", 1)[1] for p in re.split(r"(?<=[a-z])[.;] ", remark) if " with " in p)
    found = (m.group(1) for part in parts for m in _NAMED.finditer(re.sub(r"\bformer\b.*", "", part)))
    return tuple(dict.fromkeys(n for n in found if n not in _OFFICE))


def evaluate_trips(path: Path, extract: Callable[[Article], Record], step: int = 1) -> TripScore:
    """Return the scores of a reader on a file of trips, every `step`-th of them.

    Errors: ArticleError when the file is no JSON Lines file.
    """
    count: Counter[str] = Counter()
    missed = []
    for trip in list(_rows(path))[::step]:
        text = trip_text(trip)
        record = extract(Article("trip", text, text, digest_text(text), (Zone(0, len(text), "body"),)))
        wanted = named_counterparts(trip["remark"])
        met = [_is_party(record, name) for name in wanted]
        visit = next((e for e in record.events if e.type == "Visit"), None)
        country = visit is not None and _is_there(record, visit, trip)
        days = visit is not None and _days_of(visit) == (trip["start"], trip["end"])
        whole = visit is not None and country and days and all(met)
        count.update({"trips": 1, "visit": int(visit is not None), "country": int(country), "days": int(days)})
        count.update({"wanted": len(wanted), "met": sum(met), "whole": int(whole)})
        if not whole:
            missed.append(text)
    trips = count["trips"] or 1
    return TripScore(
        trips=count["trips"],
        visit=count["visit"] / trips,
        country=count["country"] / trips,
        days=count["days"] / trips,
        counterparts=count["met"] / (count["wanted"] or 1),
        whole=count["whole"] / trips,
        missed=tuple(missed),
    )


def evaluate_releases(
    events: Path, articles: Path, extract: Callable[[Article], Record], ontology: Ontology
) -> ReleaseScore:
    """Return how many headline events a reader finds in the bodies, the headline withheld.

    Errors: ArticleError when a file is no JSON Lines file.
    """
    bodies = {row["id"]: row for row in _rows(articles)}
    hits: Counter[str] = Counter()
    total: Counter[str] = Counter()
    missed = []
    for row in _rows(events):
        body = bodies.get(row["article"])
        if body is None:
            continue
        text = str(body["text"])
        day = date.fromisoformat(row["date"]) if row.get("date") else None
        zones = (Zone(0, len(text), "body"),)
        record = extract(Article(row["article"], text, "", digest_text(text), zones, day, "metadata"))
        name = str(row["name"]).split()[-1] if row.get("name") else None
        found = any(
            any(ontology.is_a(e.type, k) for k in _KINDS[row["type"]])
            and (name is None or any(name in label for label in _labels(record, e)))
            for e in record.events
        )
        total[row["type"]] += 1
        hits[row["type"]] += found
        if not found:
            missed.append((str(row["article"]), str(row["headline"])))
    releases = total.total()
    by_kind = tuple((k, hits[k] / total[k], total[k]) for k in sorted(total))
    return ReleaseScore(releases, hits.total() / releases if releases else 0.0, by_kind, tuple(missed))


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def _labels(record: Record, event: Event) -> Sequence[str]:
    parties = {r.filler for r in event.roles if r.name in ("actor", "recipient")}
    return [n for e in record.entities if e.id in parties for n in (e.label, *e.names)]


def _is_party(record: Record, surname: str) -> bool:
    return any(surname.split()[-1] in label for e in record.events for label in _labels(record, e))


def _is_there(record: Record, visit: Event, trip: Mapping[str, Any]) -> bool:
    """Tell whether a visit's place is the trip's country or a town in it, by name or by the country it lies in."""
    places = {r.filler for r in visit.roles if r.name == "place"}
    words = set(re.findall(r"\w{4,}", f"{trip['country']} {trip['locale']}".lower()))
    return any(
        words & set(re.findall(r"\w{4,}", f"{e.label} {e.country or ''}".lower().replace("_", " ")))
        for e in record.entities
        if e.id in places
    )


def _days_of(visit: Event) -> tuple[str, str] | None:
    if visit.time is None or visit.time.span.start is None or visit.time.span.end is None:
        return None
    return visit.time.span.start.isoformat(), visit.time.span.end.isoformat()
