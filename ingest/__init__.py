"""Files become pages, saker, chunks and records in the index."""
