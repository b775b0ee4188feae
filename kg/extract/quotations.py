"""Reported speech of an article: what is said, in quotation marks or not, by whom, and who reports it.

Puts statements, direct and indirect speech together and nests them. Wishes without a clause are claims.py's.
"""

from dataclasses import replace

from kg.extract.clause import read_clauses
from kg.extract.direct import DirectSpeech
from kg.extract.indirect import find_indirect
from kg.extract.layers import Quotation, Referents
from kg.extract.releases import RELEASE, find_release
from kg.extract.speaking_on import find_continued
from kg.extract.statements import Statements
from kg.language.analysis import Analysis
from kg.ontology.cues import Cues
from kg.records import Article


def find_quotations(article: Article, analysis: Analysis, referents: Referents, cues: Cues) -> tuple[Quotation, ...]:
    """Return the reported speech of an article, in order of the text, outer before inner.

    **Shape** spans exclude quotation marks; `speaker` is None where the text names nobody or nobody known. Speech in
    marks is not given again as indirect speech; indirect content that its cue interrupts comes in pieces.
    """
    clauses = {s.index: read_clauses(s, cues) for s in analysis.sentences}
    direct = DirectSpeech(article, analysis, referents, cues, clauses).find()
    indirect = [
        q
        for view in clauses.values()
        for q in find_indirect(referents, view, cues)
        if not any(q.cue_at == d.cue_at for d in direct)
    ]
    statements = Statements(article, analysis, referents, cues, clauses).find()
    release = find_release(article, analysis, referents, cues, clauses, [*statements, *direct])
    continued = find_continued(article, analysis, referents, cues, clauses, [*statements, *direct])
    found = sorted(
        [*release, *statements, *direct, *indirect, *continued],
        key=lambda q: (q.content.start, -q.content.end, not q.quoted),
    )
    return tuple(replace(q, outer=_outer(q, found)) for q in found)


def _outer(quotation: Quotation, found: list[Quotation]) -> str | None:
    """Return who reports a quotation: whoever else speaks the words in which its cue stands, innermost first."""
    cue = quotation.cue
    if cue is None:
        return None
    around = [o for o in found if o.content.start <= cue.start and cue.end <= o.content.end and o.rule != RELEASE]
    around.sort(key=lambda o: (o.content.end - o.content.start, o.content.start))
    return next((o.speaker for o in around if o.speaker is not None and o.speaker != quotation.speaker), None)
