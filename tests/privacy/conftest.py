from tests.distribution.conftest import address, folder, kit, republish

__all__ = ["address", "folder", "kit", "republish"]
