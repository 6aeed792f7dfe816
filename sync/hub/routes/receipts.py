"""Receipts of other tills."""

from sync.hub.calls.call import Call, Nothing, call
from sync.hub.sales.receipts import receipt_for
from sync.wire import KinSale, ReceiptAnswer


@call("GET", "/v1/tills/{till_id:str}/receipts/{number:str}", takes=Nothing, gives=ReceiptAnswer)
def receipt(asked: Call[Nothing]) -> ReceiptAnswer:
    """The sale with this receipt number, of whatever till, and how much of each line may still come back."""
    asked.own_till(asked.path("till_id"))
    kept, left, kin = receipt_for(asked.hub, asked.path("number"))
    return asked.answer(
        ReceiptAnswer,
        sale_id=kept.sale_id,
        receipt=kept.receipt,
        store_no=kept.store_no,
        store=kept.store,
        till=kept.till,
        at=kept.at,
        business_date=kept.business_date,
        staff=kept.staff,
        body=kept.body.decode(),
        left=left,
        kin=[
            KinSale(
                sale_id=one.sale_id,
                receipt=one.receipt,
                store=one.store,
                at=one.at,
                business_date=one.business_date,
                staff=one.staff,
                body=one.body.decode(),
            )
            for one in kin
        ],
    )


HANDLERS = [receipt]
