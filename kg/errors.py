"""The errors raised on purpose; only the command line turns one into an exit code."""


class KGError(Exception):
    """Base of every deliberate error; its message is one line a user can act on."""


class ArticleError(KGError):
    """An article cannot be read: empty, binary, too large, wrong encoding, missing."""


class ModelError(KGError):
    """The language model's files are missing or unreadable."""


class OntologyError(KGError):
    """The ontology or a names file is malformed or uses an unknown term."""


class WorkspaceError(KGError):
    """The workspace folder is missing, locked, read-only or inconsistent."""


class QueryError(KGError):
    """A query is unknown, malformed, refused, or lacks a parameter."""


class StoreError(KGError):
    """The store cannot be opened, loaded or asked."""


class DecisionError(KGError):
    """decisions.toml is malformed or names something no build can find."""


class ValidationError(KGError):
    """A built graph breaks a shape or an invariant."""


class StateError(KGError):
    """What was kept between runs is damaged; it is made again from the segments."""
