"""Online orders that a store hands over: placed, promised, shown by a code, followed until they are gone."""
