"""Readable names for events: "Steve Witkoff visits Russia", from the type's shortcut and the roles."""

from collections.abc import Mapping, Sequence

from kg.ontology.types import Ontology
from kg.records import Role

_MOST = 3  # parties named before "and others"


def event_label(
    kind: str, roles: Sequence[Role], labels: Mapping[str, str], ontology: Ontology, words: str = ""
) -> str:
    """Return a label made from the first shortcut rule whose two roles are filled, else from the type's own label.

    `labels` maps entity ids to labels; roles naming anything else (content) are left out. `words` are those that told
    of the event: they stand for a type so wide that its label would say nothing ("speech act").
    """
    by_role: dict[str, list[str]] = {}
    for role in sorted(roles, key=lambda r: (r.start, r.filler)):
        label = labels.get(role.filler)
        if label is not None and label not in by_role.setdefault(role.name, []):
            by_role[role.name].append(label)
    for rule in ontology.shortcuts(kind):
        source, target = by_role.get(rule.source, []), by_role.get(rule.target, [])
        if rule.source == rule.target and len(source) > 1:
            return f"{source[0]} {rule.label} {_list(source[1:])}"
        if rule.source != rule.target and source and target:
            return f"{_list(source)} {_agree(rule.label) if len(source) > 1 else rule.label} {_list(target)}"
    wide = not ontology.shortcuts(kind) and any(kind in t.ancestors for t in ontology.types.values())
    if wide and words:
        actors = by_role.pop("actor", [])
        return " ".join([_list(actors), *_rest(f"“{words}”", by_role)] if actors else _rest(f"“{words}”", by_role))
    name = ontology.types[kind].label
    return " ".join(_rest(name[:1].upper() + name[1:], by_role))


def _agree(label: str) -> str:
    """Return the words of an edge as several do it: "meets" as "meet", "denies" as "deny"; others as they are."""
    verb, space, rest = label.partition(" ")
    if verb.endswith("ies"):
        verb = verb[:-3] + "y"
    elif verb.endswith(("sses", "shes", "ches", "xes", "oes")):
        verb = verb[:-2]
    elif verb.endswith("s") and not verb.endswith("ss"):
        verb = verb[:-1]
    return verb + space + rest


def _rest(name: str, by_role: Mapping[str, list[str]]) -> list[str]:
    return [name, *(f"{word} {_list(by_role[role])}" for role, word in _WORDS if by_role.get(role))]


_WORDS = (("actor", "by"), ("recipient", "towards"), ("topic", "about"), ("place", "in"))


def _list(names: Sequence[str]) -> str:
    if len(names) > _MOST:
        return ", ".join(names[:_MOST]) + " and others"
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]
