"""What must happen once over all tills: a till claims a basket, a unit, money or points before it acts."""
