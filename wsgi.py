from config import Config
from embedded.settings import adopt
from press.app import create_app

adopt()  # on one laptop the settings lie under var/; an operator's own come first
app = create_app(Config.from_environ())
