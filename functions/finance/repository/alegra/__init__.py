"""What is kept about Alegra; every call is a transaction of its own, so that nothing waits for an answer in one."""
