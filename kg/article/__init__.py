"""A file or a page to an Article: formats, metadata, zones."""
