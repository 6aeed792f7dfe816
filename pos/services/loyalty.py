"""Points as a result document, a receipt and the screen after a sale say them."""

from pos.domain.document_result import PointsShown
from pos.domain.sale import Sale
from pos.services.balances import points_of
from pos.services.till import Till


def points_shown(till: Till, sale: Sale) -> PointsShown | None:
    """What a sale did to its customer's points and how many there were after it; None without a customer or a
    programme.

    Of a stand-alone till it stays the same whenever it is asked; what a hub has counted since is in its balance. Goods
    that come back in nobody's name take points from whoever bought them: those are told, and no balance, which is for
    nobody else to read.
    """
    if not sale.customer_id:
        taken_back = sum(line.points for line in sale.lines)
        return PointsShown(taken_back, 0) if taken_back else None
    with till.store.read() as tx:
        if tx.prices.rules().programme is None and not sale.points_earned:
            return None
        figure = points_of(tx, till, sale.customer_id, sale)
    if figure is None:
        return PointsShown(sale.points_earned, sale.points_redeemed)
    return PointsShown(sale.points_earned, sale.points_redeemed, figure.amount, figure.as_of or sale.at)
