"""The subject vocabulary: SKOS files → concepts → a compiled form that opens in milliseconds.

The files beside this one are the vocabulary that ships; `keep.py` opens it or the one that the settings name.
Does not tag anything: `index/tag.py` does.
"""
