"""Who and what an article speaks of: every name, title, description and pronoun with the referent it stands for."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from kg.extract.cast import Cast, Place
from kg.extract.coreference import Pronouns
from kg.extract.gazetteer import NameSpan
from kg.extract.layers import Referents
from kg.extract.metonymy import read_metonyms
from kg.extract.namespans import find_name_spans
from kg.extract.naming import Namer
from kg.extract.nominals import Describer, is_one_of_people
from kg.extract.persons import People
from kg.extract.phrases import noun_heads, preposition
from kg.extract.rolenouns import RoleNouns
from kg.extract.titles import Title, TitleReader, phrase_text, position_label
from kg.language.analysis import Analysis, Sentence
from kg.ontology.known import fold, iter_pieces, name_key
from kg.ontology.names import Names
from kg.records import Article, Mention

LONGEST_TITLE = 14  # tokens; what is longer is a sentence read wrongly


def find_referents(article: Article, analysis: Analysis, names: Names) -> Referents:
    """Return everything the article speaks of and which word stands for what.

    Shape: referents in order of first mention; ids are known slugs or slugs of the label, unique. Every name, adjective
    of a country, noun phrase and resolved pronoun outside credits and boilerplate has its token in `at`.
    """
    cast, _ = read_cast(article, analysis, names)
    return cast.freeze()


def read_cast(article: Article, analysis: Analysis, names: Names) -> tuple[Cast, tuple[Title, ...]]:
    """Return the article's cast, not yet frozen, and the titles its people bear."""
    cast = Cast(article, analysis)
    spans = [s for s in find_name_spans(article, analysis, names) if not _is_people(s, names)]
    _place_names(cast, names, spans, article.published)
    _place_adjectives(cast, names)
    titles = TitleReader(cast, names)
    held = titles.of_names()
    _place_positions(cast, names, held)
    roles = RoleNouns(cast, names, titles, held, article.published)
    describer = Describer(cast, names, roles)
    pronouns = Pronouns(cast)
    for sentence in analysis.sentences:
        if sentence.zone == "credit":
            continue
        heads = set(noun_heads(sentence))
        for i, token in enumerate(sentence.tokens):
            if i in heads or (token.xpos == "JJ" and is_one_of_people(sentence, i, names)):
                describer.read(sentence, i)
            elif token.upos == "PRON":
                pronouns.read(sentence, i)
    _place_positions(cast, names, roles.stated)
    read_metonyms(cast, names)
    return cast, tuple(held)


def find_credits(article: Article, analysis: Analysis, names: Names) -> tuple[str, ...]:
    """Return the media an article credits ("Via AFP."): known slugs, in order of the text, each once."""
    found: list[str] = []
    for zone in article.zones:
        if zone.kind != "credit":
            continue
        pieces = [p.key for p in iter_pieces(article.text[zone.start : zone.end])]
        for i in range(len(pieces)):
            for size in range(min(names.longest.get(pieces[i], 0), len(pieces) - i), 0, -1):
                slugs = names.forms.get(tuple(pieces[i : i + size]), ())
                found.extend(s for s in slugs if names.known[s].type == "MediaOrganization")
    return tuple(dict.fromkeys(found))


def _is_people(span: NameSpan, names: Names) -> bool:
    """Tell whether the model took a people or an adjective for a name: "Palestinians", "Russian"."""
    key = name_key(span.text)
    return not span.known and (key in names.demonyms or key in names.adjectives)


def _is_person(span: NameSpan, names: Names) -> bool:
    return bool(span.known) and all(names.known[k].type == "Person" for k in span.known)


def _is_surname(span: NameSpan, analysis: Analysis, names: Names) -> bool:
    """Tell whether one word that ends somebody's full name means that person, though a town may have the name too."""
    if not span.known:
        return span.label != ""
    towns = all(names.known[k].type == "City" and names.capital_country(k) is None for k in span.known)
    return towns and preposition(analysis.sentences[span.sentence], span.first) == ""


def _place_names(cast: Cast, names: Names, spans: list[NameSpan], day: date | None) -> None:
    """Add every named thing: places and bodies first, since people's offices and surnames lean on them."""
    namer, people = Namer(cast, names, spans, day), People(cast, names, day)
    surnames = {name_key(s.text)[-1] for s in spans if s.size > 1 and (s.label == "PER" or _is_person(s, names))}
    persons: list[NameSpan] = []
    others: list[tuple[NameSpan, str]] = []
    for span in spans:
        if _is_person(span, names):
            persons.append(span)
            continue
        if span.size == 1 and name_key(span.text)[0] in surnames and _is_surname(span, cast.analysis, names):
            persons.append(replace(span, known=()))
            continue
        settled, kind = namer.settle(span)
        if kind == "Person":
            persons.append(settled)
        elif kind is not None and (span.trusted or settled.known):
            others.append((settled, kind))
    for span, kind in others:
        namer.place(span, kind)
    people.place_all([p for p in persons if p.trusted or len(p.text.split()) > 1])


def _place_adjectives(cast: Cast, names: Names) -> None:
    """Add "Russian", "North Korean" as adjective mentions of the place they speak of."""
    for sentence in cast.analysis.sentences:
        if sentence.zone == "credit":
            continue
        tokens, i = sentence.tokens, 0
        while i < len(tokens):
            if not tokens[i].text[:1].isupper():
                i += 1
                continue
            size = next((n for n in (3, 2, 1) if i + n <= len(tokens) and _adjective(cast, names, sentence, i, n)), 0)
            if size:
                slug = names.adjectives[name_key(phrase_text(cast, sentence, i, i + size - 1))]
                known = names.known[slug]
                figure = cast.add(known.type, known.label, slug, names.country_of(slug))
                cast.put(figure, sentence, i, i + size - 1, "adjective", i + size - 1)
            i += size or 1


def _adjective(cast: Cast, names: Names, sentence: Sentence, first: int, size: int) -> bool:
    if sentence.tokens[first + size - 1].upos not in ("ADJ", "PROPN", "NOUN"):
        return False
    if any((sentence.index, i) in cast.at for i in range(first, first + size)):
        return False
    if size == 1 and is_one_of_people(sentence, first, names):
        return False
    return name_key(phrase_text(cast, sentence, first, first + size - 1)) in names.adjectives


def _place_positions(cast: Cast, names: Names, titles: Sequence[Title]) -> None:
    """Add a Position for every office a person is said to hold, and let the title's words stand for the person."""
    by_label = {fold(f.label): f for f in cast.figures if f.type == "Position"}
    for title in [*(t for t in titles if t.owner is not None), *(t for t in titles if t.owner is None)]:
        sentence = cast.analysis.sentences[title.sentence]
        core = phrase_text(cast, sentence, title.core_first, title.core_last)
        owned = title if title.owner is not None else _completed(title, titles, cast, names)
        label = position_label(owned, core, names)
        figure = by_label.get(fold(label))
        if figure is None:
            figure = by_label[fold(label)] = cast.add("Position", label)
        for first in dict.fromkeys((title.first, title.core_first)):
            if title.last - first < LONGEST_TITLE:
                figure.places.append(_bare(cast, sentence, first, title.last))
        if title.person is not None:
            for i in range(title.core_first, title.last + 1):
                if cast.at.get((title.sentence, i)) is None:
                    cast.stand(title.sentence, i, title.person)


def _completed(title: Title, titles: Sequence[Title], cast: Cast, names: Names) -> Title:
    """Return an ownerless title with the owner the same person's full title, or the names data, gives it."""
    for other in titles:
        if other.person is title.person and other.owner is not None and other.office == title.office:
            return replace(title, owner=other.owner)
    known = names.get(title.person.known) if title.person is not None and title.person.known is not None else None
    day = cast.article.published
    for term in known.offices if known is not None else ():
        kind = names.office(term.title)
        if kind is not None and title.office in kind.forms and (day is None or term.covers(day)):
            owner = cast.of_known(term.of)
            if owner is None:
                thing = names.known[term.of]
                owner = cast.add(thing.type, thing.label, term.of, names.country_of(term.of))
            return replace(title, owner=owner)
    return title


def _bare(cast: Cast, sentence: Sentence, first: int, last: int) -> Place:
    """Return a mention that takes no tokens: the title's words stand for the person."""
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return Place(Mention(start, end, cast.article.text[start:end], "name"), sentence.index, first, last, last)


def actor_reading(referents: Referents, name: str) -> str:
    """Return the id that acts when a place is named as an actor: the country of a capital, else the id itself."""
    return next((r.id for r in referents.referents if r.id != name and any(
        m.kind == "nominal" and any((m.start, m.end) == (o.start, o.end) for o in referents.get(name).mentions)
        for m in r.mentions)), name)  # fmt: skip
