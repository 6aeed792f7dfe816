"""What the hub answers a web shop that orders or writes."""

ORDERS = {
    "must_refetch": "The hub does not know how far this was read. Fetch everything again.",
    "unknown_store": "There is no store {store}. Check its number.",
    "unknown_sku": "There is no product {sku}. Check its SKU.",
    "not_for_pickup": "{sku} cannot be collected, nothing of it lies on a shelf. Leave it out of the order.",
    "too_much": "{value} is more than the {limit} that can be collected of one line. Order less.",
    "more_than_spent": "{value} points are more than the {limit} that this order spent. Give back at most these.",
    "other_currency": "This store sells in {wanted}, not in {currency}. Order in {wanted}.",
    "order_ref_reused": "An order with this reference is there with other goods. Give this one a reference of its own.",
    "order_collected": "Order {number} was handed over already. Take the goods back as a return.",
    "order_ended": "Order {number} is over. Place a new one.",
    "no_refund_due": "No money of order {number} is due. Look at the order again.",
    "too_many_tokens": "Order {number} has had {limit} tokens. Cancel it and place it anew.",
    "name_needed": "A new customer needs a name. Write it.",
    "idempotency_key_needed": "The header Idempotency-Key is missing or no text of up to 128 characters. Send one.",
    "idempotency_reused": "This Idempotency-Key was used for something else. Make a new one.",
}
