"""Find an item in ordinary words: `search`, `browse`; keep the index true: `reindex`, `rebuild`.

Names are imported from here; the modules below are the steps of one search.
"""

from onewindow.catalogue.search.browsing import browse, entry_counts
from onewindow.catalogue.search.filters import Filters
from onewindow.catalogue.search.finding import Facets, Found, Hit, search
from onewindow.catalogue.search.indexing import rebuild, reindex, reindex_base

__all__ = [
    "Facets",
    "Filters",
    "Found",
    "Hit",
    "browse",
    "entry_counts",
    "rebuild",
    "reindex",
    "reindex_base",
    "search",
]
