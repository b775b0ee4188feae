"""An article to its Record: the layers in order, then one event a happening and only the entities that matter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from kg.extract.addressing import leave_accused, share_parties
from kg.extract.belligerents import Belligerents
from kg.extract.carrying import carry_times
from kg.extract.claims import find_claims
from kg.extract.contents import find_contents
from kg.extract.coreference import resolve_first_person
from kg.extract.dating import date_triggers, infer_time
from kg.extract.facts import find_facts
from kg.extract.happenings import Draft, Judge
from kg.extract.labels import event_label
from kg.extract.layers import Quotation, Referents, TimeExpression
from kg.extract.lending import lend_parties
from kg.extract.lexicon import TriggerLexicon
from kg.extract.links import find_ties
from kg.extract.merging import (
    choose_type,
    content_ids,
    group_mentions,
    join_claims,
    join_quantities,
    join_roles,
    join_times,
)
from kg.extract.names import find_credits, find_referents
from kg.extract.parties import Parties
from kg.extract.presence import in_person
from kg.extract.quantities import find_quantities
from kg.extract.quotations import find_quotations
from kg.extract.roles import fill_roles
from kg.extract.scenes import Telling, lend_times
from kg.extract.times import find_times
from kg.extract.triggers import find_triggers
from kg.extract.voices import find_voices
from kg.extract.wording import describe_form
from kg.language.analysis import Analysis
from kg.language.reader import Reader
from kg.ontology.cues import Cues, load_cues
from kg.ontology.names import Names
from kg.ontology.reading import Reading, load_reading
from kg.ontology.types import Ontology
from kg.records import Article, Claim, Entity, Event, Fact, Link, Mention, Record

_PEOPLE = ("personNoun", "groupNoun", "title", "forceNoun", "bodyNoun", "organisationNoun", "nationNoun")


@dataclass(frozen=True, slots=True)
class Layers:
    """What the layers below the events found in one article."""

    analysis: Analysis
    referents: Referents
    cues: Cues
    times: tuple[TimeExpression, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    facts: tuple[Fact, ...] = ()
    credits: tuple[str, ...] = ()
    names: Names | None = None

    def is_people(self, noun: str) -> bool:
        """Tell whether a noun means people or bodies of people."""
        return self.names is not None and any(self.names.has(kind, noun) for kind in _PEOPLE)

    def is_force(self, noun: str) -> bool:
        """Tell whether a noun means armed forces."""
        return self.names is not None and self.names.has("forceNoun", noun)

    def served(self) -> dict[str, str]:
        """Return the country that each person of the article holds or held office for, by referent id."""
        found: dict[str, str] = {}
        for person in self.referents.referents:
            if self.names is not None and person.type == "Person" and person.known is not None:
                owners = {self.names.country_of(o.of) for o in self.names.known[person.known].offices}
                country = next(iter(owners)) if len(owners) == 1 else None
                if country is not None:
                    found[person.id] = country
        return found

    def states(self, day: date | None) -> dict[str, str]:
        """Return the country (a referent) that each person of the article leads on a day, by referent id."""
        found: dict[str, str] = {}
        people = {r.known: r.id for r in self.referents.referents if r.type == "Person" and r.known is not None}
        for country in self.referents.referents:
            if self.names is not None and country.type == "Country" and country.known is not None:
                for holder in self.names.leaders(country.known, day):
                    if holder.slug in people:
                        found.setdefault(people[holder.slug], country.id)
        return found


def extract_record(article: Article, reader: Reader, ontology: Ontology, names: Names) -> Record:
    """Return everything one article says; the record passes `check_record`."""
    return assemble_record(article, read_layers(article, reader, names), ontology, load_reading(), _lexicon(ontology))


_TOLD_AS_DONE = ("Factual", "Continuing")


@lru_cache(maxsize=4)
def _lexicon(ontology: Ontology) -> TriggerLexicon:
    return TriggerLexicon(ontology, load_reading())


def read_layers(article: Article, reader: Reader, names: Names) -> Layers:
    """Return the layers below the events: language, referents, reported speech, times."""
    analysis = reader.analyse(article)
    cues = load_cues()
    referents = find_referents(article, analysis, names)
    quotations = find_quotations(article, analysis, find_voices(analysis, referents, cues), cues)
    referents = resolve_first_person(article, analysis, referents, quotations)
    return Layers(
        analysis=analysis,
        referents=referents,
        cues=cues,
        times=find_times(article, analysis),
        quotations=quotations,
        facts=find_facts(article, analysis, referents, names),
        credits=find_credits(article, analysis, names),
        names=names,
    )


def assemble_record(
    article: Article, layers: Layers, ontology: Ontology, reading: Reading, lexicon: TriggerLexicon
) -> Record:
    """Return the Record of one article from its layers; it passes `check_record`."""
    drafts = share_parties(draft_events(article, layers, ontology, reading, lexicon), ontology, reading)
    countries = {r.id: r.country for r in layers.referents.referents if r.country is not None}
    classes = {r.id: r.type for r in layers.referents.referents}
    groups = group_mentions(drafts, Judge(ontology, reading, countries, classes, layers.served()))
    drafts = leave_accused(drafts, groups, ontology)
    belligerents = Belligerents(layers.referents, ontology, reading, layers.is_force)
    drafts = lend_parties(drafts, groups, belligerents, ontology, reading)
    drafts = _carry(article, layers, drafts, groups, ontology)
    groups = tuple(g for g in groups if _is_told([drafts[i] for i in g], reading))
    ids = _event_ids(groups, drafts, ontology)
    entities = _entities(layers, [drafts[i] for g in groups for i in g])
    labels = {e.id: e.label for e in entities}
    events = tuple(_event(article, g, drafts, ids, labels, ontology) for g in groups)
    known = set(labels)
    facts = tuple(f for f in layers.facts if f.subject in known and f.object in known)
    return Record(article, entities, events, facts, layers.credits)


def draft_events(
    article: Article, layers: Layers, ontology: Ontology, reading: Reading, lexicon: TriggerLexicon
) -> tuple[Draft, ...]:
    """Return one draft a trigger, in order of the text."""
    analysis, referents, cues = layers.analysis, layers.referents, layers.cues
    triggers = find_triggers(analysis, ontology, reading, lexicon, referents)
    parties = Parties(analysis, referents, reading, layers.is_people, layers.states(article.published))
    roles = fill_roles(analysis, triggers, referents, parties, ontology, reading)
    triggers = in_person(triggers, roles, analysis, referents, reading)
    voices = find_voices(analysis, referents, cues)
    claims = [find_claims(article, analysis, t, layers.quotations, voices, cues, parties.members) for t in triggers]
    times = date_triggers(article, analysis, layers.times, triggers, [c[0].modality for c in claims])
    quantities = find_quantities(article, analysis, cues, triggers, layers.quotations, referents)
    contents = find_contents(analysis, triggers, ontology, reading)
    links: dict[int, list[tuple[int, Link]]] = {}
    for tie in find_ties(analysis, triggers, cues):
        links.setdefault(tie.source, []).append((tie.target, Link(tie.kind, "", tie.evidence)))
    drafts = []
    for i, trigger in enumerate(triggers):
        sentence = analysis.sentences[trigger.sentence]
        start, end = sentence.tokens[trigger.first].start, sentence.tokens[trigger.last].end
        mention = Mention(start, end, article.text[start:end], "trigger")
        form = describe_form(sentence, trigger, reading, referents)
        light = None if trigger.carrier is None else sentence.tokens[trigger.carrier]
        drafts.append(
            Draft(
                trigger=trigger,
                mention=mention,
                form=form,
                zone=sentence.zone,
                roles=roles[i],
                claims=claims[i],
                time=times[i],
                quantities=quantities.get(i, ()),
                content=contents.get(i, ()),
                links=tuple(links.get(i, ())),
                carrier=None if light is None else Mention(light.start, light.end, light.text, "trigger"),
            )
        )
    return tuple(drafts)


def _carry(
    article: Article, layers: Layers, drafts: Sequence[Draft], groups: Sequence[Sequence[int]], ontology: Ontology
) -> tuple[Draft, ...]:
    """Let every mention share its happening's time, date what happens inside a dated happening, bound the rest."""
    joined = [d.time for d in drafts]
    parties = [d.fillers("actor", "recipient") for d in drafts]
    for group in groups:
        time = join_times([drafts[i] for i in group])
        met = frozenset().union(*(parties[i] for i in group))
        for i in group:
            joined[i], parties[i] = time, met
    modalities = [d.claims[0].modality for d in drafts]
    times = carry_times(layers.analysis, [d.trigger for d in drafts], modalities, joined)
    tellings = [
        Telling(d.trigger, m, t, p, d.fillers("actor"), _kind(ontology, d.trigger.type), happening)
        for d, m, t, p, happening in zip(drafts, modalities, times, parties, _happenings(groups), strict=True)
    ]
    lent = lend_times(layers.analysis, layers.times, tellings, article.published)
    times = tuple(lent.get(i) or t for i, t in enumerate(times))
    dated = (
        replace(d, time=t or infer_time(article, m, layers.analysis, layers.times, d.trigger))
        for d, t, m in zip(drafts, times, modalities, strict=True)
    )
    return tuple(d if _kind(ontology, d.trigger.type) == "speech" else _foretold(article, d) for d in dated)


def _foretold(article: Article, draft: Draft) -> Draft:
    """Return a draft, planned where its text dates it after the report: "a law that bans imports from 2027"."""
    time, day = draft.time, article.published
    if time is None or time.basis != "stated" or time.span.start is None or day is None or time.span.start <= day:
        return draft
    return replace(
        draft,
        claims=tuple(
            replace(c, modality="Scheduled", rule=f"{c.rule} dated ahead") if c.modality in _TOLD_AS_DONE else c
            for c in draft.claims
        ),
    )


def _happenings(groups: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Return for each draft the group it is in."""
    of = {i: n for n, group in enumerate(groups) for i in group}
    return tuple(of[i] for i in sorted(of))


def _kind(ontology: Ontology, kind: str) -> str:
    if ontology.is_a(kind, "Consultation"):
        return "encounter"
    return "deed" if ontology.types[kind].quad.startswith("Material") else "speech"


def _is_told(members: Sequence[Draft], reading: Reading) -> bool:
    """Tell whether a happening stands on its own: what only a heading or caption hints at needs a surer trigger."""
    zones = {d.zone for d in members}
    bar = min(reading.alone.get(zone, 0.0) for zone in zones)
    return max(d.trigger.score for d in members) >= bar


def _event_ids(groups: Sequence[Sequence[int]], drafts: Sequence[Draft], ontology: Ontology) -> dict[int, str]:
    """Return the event id of each draft, made from its event's type and where its first trigger starts."""
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for group in groups:
        members = [drafts[i] for i in group]
        name = f"{choose_type(members, ontology)}-{min(d.mention.start for d in members)}"
        free = (name, *(f"{name}.{n}" for n in range(2, len(drafts) + 2)))
        name = next(n for n in free if n not in taken)
        taken.add(name)
        ids |= dict.fromkeys(group, name)
    return ids


def _event(
    article: Article,
    group: Sequence[int],
    drafts: Sequence[Draft],
    ids: dict[int, str],
    labels: dict[str, str],
    ontology: Ontology,
) -> Event:
    members = [drafts[i] for i in group]
    kind = choose_type(members, ontology)
    roles = join_roles(members) + content_ids(group, drafts, ids)
    acts = _speech_acts(group, drafts, ids)
    told = [d.mention for d in members] + [d.carrier for d in members if d.carrier is not None]
    links: dict[tuple[str, str], Link] = {}
    for i in group:
        for target, link in drafts[i].links:
            if target in ids and ids[target] != ids[group[0]]:
                links.setdefault((link.kind, ids[target]), replace(link, target=ids[target]))
    return Event(
        id=ids[group[0]],
        type=kind,
        label=event_label(kind, roles, labels, ontology, members[0].mention.text),
        mentions=tuple(sorted(told, key=lambda m: m.start)),
        claims=tuple(_with_act(c, acts) for c in join_claims(members)),
        roles=roles,
        time=join_times(members) or infer_time(article, members[0].claims[0].modality),
        quantities=join_quantities(members),
        links=tuple(links[k] for k in sorted(links)),
        rule=members[0].trigger.rule,
    )


def _speech_acts(group: Sequence[int], drafts: Sequence[Draft], ids: Mapping[int, str]) -> dict[str, str]:
    """Return by speaker the event in which he puts this happening forward."""
    acts: dict[str, str] = {}
    inside = set(group)
    for i, draft in enumerate(drafts):
        if not draft.content or i not in ids or ids[i] == ids[group[0]]:
            continue
        if any(target in inside for target, _ in draft.content):
            for actor in sorted(draft.fillers("actor")):
                acts.setdefault(actor, ids[i])
    return acts


def _with_act(claim: Claim, acts: Mapping[str, str]) -> Claim:
    act = acts.get(claim.speaker) if claim.speaker is not None else None
    return claim if act is None else replace(claim, speech_act=act)


def _entities(layers: Layers, drafts: Sequence[Draft]) -> tuple[Entity, ...]:
    """Return the referents that are named, or that fill a role, speak, or stand in a fact."""
    needed = {r.filler for d in drafts for r in d.roles}
    needed |= {who for d in drafts for c in d.claims for who in (c.speaker, c.outer) if who is not None}
    needed |= {q.speaker for d in drafts for q in d.quantities if q.speaker is not None}
    needed |= {who for f in layers.facts for who in (f.subject, f.object)}
    kept = []
    for referent in layers.referents.referents:
        if referent.id in needed or any(m.kind == "name" for m in referent.mentions):
            kept.append(
                Entity(
                    id=referent.id,
                    type=referent.type,
                    label=referent.label,
                    mentions=referent.mentions,
                    known=referent.known,
                    country=referent.country,
                    description=referent.description,
                )
            )
    return tuple(kept)
