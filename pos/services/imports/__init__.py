"""Importing files: checked as a whole first, then written in small transactions, then journalled by the file's hash."""

from pos.services.imports.file import KINDS, import_file
from pos.services.imports.job import Imported

__all__ = ["KINDS", "Imported", "import_file"]
