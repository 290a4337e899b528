"""Colombian taxes by date: tables with their sources, and pure functions over them."""
