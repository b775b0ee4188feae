"""The ontology, its shapes and the names data, and the loader that turns them into typed tables."""
