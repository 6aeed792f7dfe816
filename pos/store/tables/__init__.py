"""The tables of the till by their kinds; ARCHITECTURE.md, "Three kinds of tables".

`fact_` rows are made from journal entries only and `n` is the entry's row number in `journal`; `copy_` rows come from
an import or a feed; `local_` rows belong to this machine. Money is whole minor units, quantities are thousandths.
"""

from pos.store.tables.cards import CardAttemptRow, CardWorkRow
from pos.store.tables.copies import (
    BarcodeRow,
    CustomerRow,
    HubPointsRow,
    HubStockRow,
    PriceRow,
    ProductRow,
    RuleRow,
    StaffRow,
)
from pos.store.tables.coupons import CouponUseRow
from pos.store.tables.customers import (
    ActivityRow,
    ConsentRow,
    CreatedCustomerRow,
    CustomerChangeRow,
    CustomerNoteRow,
    TaskDoneRow,
)
from pos.store.tables.elsewhere import OtherReturnRow, OtherSaleRow
from pos.store.tables.facts import (
    AuditRow,
    CashMovementRow,
    ImportRow,
    LineDiscountRow,
    LineTaxRow,
    MovementRow,
    PointsRow,
    SaleLineRow,
    SaleRow,
    SaleTaxRow,
    ShiftCloseRow,
    ShiftRow,
    TenderRow,
)
from pos.store.tables.journal import JournalRow, PersonKeyRow
from pos.store.tables.link import (
    ClaimRow,
    ExceptionRow,
    FeedRow,
    LinkRow,
    OtherThingRow,
    ProofRow,
    SeenThingRow,
    SentRow,
    SetAsideRow,
    SyncLogRow,
)
from pos.store.tables.local import BestSellerRow, DraftRow, PinLockRow, PrintJobRow, SettingRow, StockRow
from pos.store.tables.pickups import (
    HandedUnitRow,
    HandOverRow,
    OrderLockRow,
    OrderReturnRow,
    OrderRow,
    PickupKeyRow,
    PickupStepRow,
    StoreRow,
)
from pos.store.tables.row import Row, table_of
from pos.store.tables.value import HubCreditRow, ValueRow

__all__ = [
    "FACTS",
    "SCHEMA",
    "SEARCH",
    "ActivityRow",
    "AuditRow",
    "BarcodeRow",
    "BestSellerRow",
    "CardAttemptRow",
    "CardWorkRow",
    "CashMovementRow",
    "ClaimRow",
    "ConsentRow",
    "CouponUseRow",
    "CreatedCustomerRow",
    "CustomerChangeRow",
    "CustomerNoteRow",
    "CustomerRow",
    "DraftRow",
    "ExceptionRow",
    "FeedRow",
    "HandOverRow",
    "HandedUnitRow",
    "HubCreditRow",
    "HubPointsRow",
    "HubStockRow",
    "ImportRow",
    "JournalRow",
    "LineDiscountRow",
    "LineTaxRow",
    "LinkRow",
    "MovementRow",
    "OrderLockRow",
    "OrderReturnRow",
    "OrderRow",
    "OtherReturnRow",
    "OtherSaleRow",
    "OtherThingRow",
    "PersonKeyRow",
    "PickupKeyRow",
    "PickupStepRow",
    "PinLockRow",
    "PointsRow",
    "PriceRow",
    "PrintJobRow",
    "ProductRow",
    "ProofRow",
    "Row",
    "RuleRow",
    "SaleLineRow",
    "SaleRow",
    "SaleTaxRow",
    "SeenThingRow",
    "SentRow",
    "SetAsideRow",
    "SettingRow",
    "ShiftCloseRow",
    "ShiftRow",
    "StaffRow",
    "StockRow",
    "StoreRow",
    "SyncLogRow",
    "TaskDoneRow",
    "TenderRow",
    "ValueRow",
    "table_of",
]

SCHEMA = "0004"
"""The migration that a file of this program is at."""

FACTS = tuple(table for name, table in sorted(Row.metadata.tables.items()) if name.startswith("fact_"))
"""What `rebuild` makes anew and `verify` compares."""

_FOLDED = "tokenize='unicode61 remove_diacritics 0'"
"""Words arrive folded (domain/folding.py): the tokenizer only parts them."""
SEARCH = {
    # External content: the words stand in the copied rows once. Prefix lists make one and two letters fast.
    "find_product": f"content='copy_product', content_rowid='number', prefix='1 2 3',\n    {_FOLDED}",
    "find_best": f"content='', contentless_delete=1, prefix='1 2 3 4 5',\n    {_FOLDED}",
    "find_customer": f"content='copy_customer', content_rowid='number', prefix='1 2 3',\n    {_FOLDED}",
    "find_sale": _FOLDED,
}
"""Search indexes, re-made from tables by `rebuild`."""
