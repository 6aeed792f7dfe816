"""Sales over all tills: prices, coupons and limited promotions, what comes back of them, and the days they make."""
