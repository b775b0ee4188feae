"""Who a speech act addresses and who takes part in what it puts forward, each told by the other.

"Demanded that the general resign": the general is asked. "Accused Kigali of arming the rebels": Kigali armed them.
"""

from collections.abc import Sequence
from dataclasses import replace

from kg.extract.happenings import Draft
from kg.ontology.reading import ContentRule, Reading
from kg.ontology.types import Ontology
from kg.records import Role

_ACCUSATION = "Accusation"


def share_parties(drafts: Sequence[Draft], ontology: Ontology, reading: Reading) -> tuple[Draft, ...]:
    """Return the drafts; a role of a speech act that nobody fills takes who fills its partner in the content.

    And the content's from the act. Only what the text links as act and content, and never who speaks.
    """
    changed = list(drafts)
    for position, draft in enumerate(drafts):
        for rule in _rules(draft, ontology, reading):
            for target, _ in draft.content:
                _share(changed, position, target, rule)
    return tuple(changed)


def leave_accused(drafts: Sequence[Draft], groups: Sequence[Sequence[int]], ontology: Ontology) -> tuple[Draft, ...]:
    """Return the drafts; who is only accused of a deed that the article tells too is not told as its doer.

    "A bomb killed him on Friday. Kenya accused Chad of the killing": the accusation keeps whom it addresses.
    """
    charged = {target for d in drafts if ontology.is_a(d.trigger.type, _ACCUSATION) for target, _ in d.content}
    changed = list(drafts)
    for group in groups:
        if charged.issuperset(group):
            continue
        for i in charged.intersection(group):
            changed[i] = replace(drafts[i], roles=tuple(r for r in drafts[i].roles if r.name != "actor"))
    return tuple(changed)


def _rules(draft: Draft, ontology: Ontology, reading: Reading) -> list[ContentRule]:
    return [rule for rule in reading.content_rules if ontology.is_a(draft.trigger.type, rule.type)]


def _share(drafts: list[Draft], position: int, target: int, rule: ContentRule) -> None:
    act, content = drafts[position], drafts[target]
    asked, doing = act.fillers(rule.own), content.fillers(rule.inner)
    if doing and not asked:
        drafts[position] = _with(act, content, rule.inner, rule.own)
    elif asked and not doing:
        drafts[target] = _with(content, act, rule.own, rule.inner)


def _with(draft: Draft, other: Draft, source: str, role: str) -> Draft:
    """Return a draft whose empty role is filled by another's; who fills another role of it already is left out."""
    taken = draft.fillers("actor", "recipient", "place", "origin", "topic", "instrument")
    lent = (r for r in other.roles if r.name == source and r.filler not in taken)
    added = tuple(Role(role, r.filler, r.start, r.end, "inferred") for r in lent)
    return replace(draft, roles=(*draft.roles, *added)) if added else draft
