"""Composition only: the files of a workspace to segments, the world, the store and the pages."""
