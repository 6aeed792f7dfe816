"""What the window holds of the machine's memory."""

import ctypes
import sys

M_ARENA_MAX = -8
"""glibc's malloc.h."""


def share_one_heap() -> None:
    """Let all threads of this process take memory from one heap, before there is a second thread.

    glibc would give each thread a heap of its own, of which a search in the background left 20 MB behind unused.
    Another C library is left as it is.
    """
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)) is not None:
        mallopt(M_ARENA_MAX, 1)


def give_back() -> None:
    """Give pages that hold nothing any more back to the machine, a fraction of a millisecond's work.

    glibc does that by itself only at the end of its heap, and something small always stands there.
    """
    if sys.platform == "linux" and (trim := getattr(ctypes.CDLL(None), "malloc_trim", None)) is not None:
        trim(0)
