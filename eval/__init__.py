"""Cases, measures and the report that say how good the answers are."""
