"""The tiles to touch: those of a category, with what is in store of each."""

from typing import Protocol

from ui.sell.basket_view import tile_view
from ui.sell.shop import SellShop, Tile
from ui.sell.view import TileView
from ui.sell.words import SellWords


class Screen(Protocol):
    def show_tiles(self, tiles: tuple[TileView, ...]) -> None: ...


class TileDesk:
    def __init__(self, screen: Screen, shop: SellShop, words: SellWords) -> None:
        self._screen, self._shop, self._words = screen, shop, words
        self._category = ""
        self._tiles: tuple[Tile, ...] = ()

    def choose(self, category: str) -> None:
        self._category = category
        self._show(self._shop.tiles(category))

    def stocked(self) -> tuple[Tile, ...]:
        """The chosen tiles with what is in store now: read as a job, because a customer waits for the change."""
        return self._shop.tiles(self._category)

    def restock(self, stocked: tuple[Tile, ...]) -> None:
        """What was sold is not in store any more. Every tile stays where it is, however well its goods sell."""
        known = {tile.sku: tile for tile in stocked}
        self._show(tuple(known.get(tile.sku, tile) for tile in self._tiles))

    def _show(self, tiles: tuple[Tile, ...]) -> None:
        self._tiles = tiles
        self._screen.show_tiles(tuple(tile_view(tile, self._words, self._shop.money) for tile in tiles))
