"""Full figures of what an issue bounds: `bin/bench NAME`. Nothing here is imported by the site."""
