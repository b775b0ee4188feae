"""The diplomatic-timeline knowledge graph: articles in, attributed and dated events out."""

__version__ = "0.1.0"
