"""The demo's shop: a hub on loopback with three stores and the history of their customers, and a till of one of them.

`python -m sync.demo FOLDER --files FILES` makes both and ends. Nobody in it lives: who bought what is drawn anew from
the demo store's files with a fixed seed, as long ago from the day it is made as it was from any other.
"""
