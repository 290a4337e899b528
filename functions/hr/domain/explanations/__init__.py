"""Why an estimate is what it is, in points that add up and in words that claim no cause."""
