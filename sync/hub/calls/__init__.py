"""One call of the hub: who may make it, what is around its message, and what it is answered with."""
