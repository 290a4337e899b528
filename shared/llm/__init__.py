"""A language model that may propose values, where a stage has one; what it says is checked by whoever asked."""
