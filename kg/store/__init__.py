"""One small interface over several engines that hold the graph and answer SPARQL."""
