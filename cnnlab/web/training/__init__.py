"""What the pages that train share: what it costs, how it goes, how it ends, and the runs of a visitor."""
