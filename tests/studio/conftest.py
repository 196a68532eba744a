from tests.distribution.conftest import address, folder, kit, reporter, republish

__all__ = ["address", "folder", "kit", "reporter", "republish"]
