"""Other people's RDF, read in the vocabularies that it is written in."""
