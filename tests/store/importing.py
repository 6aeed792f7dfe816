"""Files made of texts and values, and imported."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

from pos.services.imports import Imported, import_file
from pos.services.till import Till


def bring(till: Till, folder: Path, kind: str, content: object, **how: Any) -> Imported:
    """Import a text, or a value as JSON, as a file of this kind; the same content is the same file."""
    text = content if isinstance(content, str) else json.dumps(content)
    path = folder / f"{kind}-{sha256(text.encode()).hexdigest()[:12]}"
    path.write_text(text, encoding="utf-8")
    return import_file(till, kind, path, **{"staff": "till", **how})
