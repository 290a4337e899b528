"""How well and how fast invoices are read: ours beside what projects commonly do, on a labelled set of documents."""
