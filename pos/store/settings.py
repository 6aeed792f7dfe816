"""Settings of this machine, and the rules of the shop (taxes, programme, promotions) as documents."""

from typing import Any

from sqlalchemy import bindparam, select

from pos.store.prepared import Prepared
from pos.store.tables import RuleRow, SettingRow

_GET = Prepared(select(SettingRow.value).where(SettingRow.name == bindparam("name")))
_RULE = Prepared(select(RuleRow.body).where(RuleRow.name == bindparam("name")))
_RULES = Prepared(
    select(RuleRow.body)
    .where(RuleRow.name >= bindparam("prefix"), RuleRow.name < bindparam("end"))
    .order_by(RuleRow.name)
)
RULES_MARK = "rules_mark"
"""The setting that counts the changes of rules."""


class Settings:
    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def get(self, name: str, default: str = "") -> str:
        row = _GET.run(self._driver, name=name).fetchone()
        return default if row is None else str(row[0])

    def put(self, name: str, value: str) -> None:
        self._driver.execute(
            "INSERT INTO local_setting (name, value) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    def rule(self, name: str) -> str | None:
        """The document of a rule as it was imported."""
        row = _RULE.run(self._driver, name=name).fetchone()
        return None if row is None else str(row[0])

    def rules(self, prefix: str) -> list[str]:
        """All documents whose names begin so, by name."""
        return [row[0] for row in _RULES.run(self._driver, prefix=prefix, end=prefix + "\U0010ffff").fetchall()]

    def put_rule(self, name: str, body: str, rev: int | None = None) -> None:
        """Keep a rule; `rev` is the feed's, an import counts on from what is here."""
        self._driver.execute(
            "INSERT INTO copy_rule (name, body, rev) VALUES (?1, ?2, coalesce(?3, 1)) "
            "ON CONFLICT (name) DO UPDATE SET body = excluded.body, rev = coalesce(?3, rev + 1)",
            (name, body, rev),
        )
        self.rules_changed()

    def rules_changed(self) -> None:
        """Whoever keeps rules in memory reads them again."""
        self.put(RULES_MARK, str(int(self.get(RULES_MARK, "0")) + 1))
