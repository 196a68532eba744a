from config import Config
from press.app import create_app

app = create_app(Config.from_environ())
