"""Offline HTML pages: graph, timeline, article, index."""
