"""Pages of the HR agent: HTML made on the server, that works without a script and is easier with one."""
