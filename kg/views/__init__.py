"""Pages an analyst reads: one file each, no request, no script from elsewhere, the same bytes for the same world."""
