"""Records and the world as RDF: segments, vocabulary, validation, exports."""
