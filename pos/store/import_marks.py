"""Which files were imported, by the marks that the journal keeps of them."""

from typing import Any


def was_imported(driver: Any, mark: str) -> bool:
    """Whether this very file was imported before, however long ago."""
    return driver.execute("SELECT 1 FROM fact_import WHERE file_hash = ? LIMIT 1", (mark,)).fetchone() is not None
