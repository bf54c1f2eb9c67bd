"""Made-up regions of a given size, to measure on: `manage.py fill --size S|L`."""
