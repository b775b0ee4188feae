"""Text to tokens, sentences, tags, parse, names and event signals, by the shipped model."""
